/**
 * A line of the log that CloudWatch makes metrics of, each a count.
 * @param values by the metrics' names
 * @param now ms since 1970
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine(values: Readonly<Record<string, number>>, now: number): string {
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: 'Newsreel', Dimensions: [[]], Metrics }] },
    ...values,
  });
}
