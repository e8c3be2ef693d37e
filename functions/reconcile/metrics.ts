import type { Reconciliation } from './reconcile';

/**
 * A line of the log that CloudWatch makes metrics of.
 * @param now ms since 1970
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine({ read, corrected, failed, left }: Reconciliation, now: number): string {
  const values = {
    CustomersReconciled: read,
    AccessCorrected: corrected,
    CustomersFailed: failed,
    CustomersLeft: left,
  };
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: 'Newsreel', Dimensions: [[]], Metrics }] },
    ...values,
  });
}
