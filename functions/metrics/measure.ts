import { writtenFacts } from '../log/facts';
import { writeLine } from '../log/output';
import { currentWork } from '../log/work';
import { METRICS, type MetricName, NAMESPACE } from './names';

/**
 * Measures something: writes a line of the log that CloudWatch makes metrics of, each in the unit that it is listed
 * with. The line names the work at hand, which the metric does not.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measure(values: Readonly<Partial<Record<MetricName, number>>>): void {
  const now = Date.now();
  const names = Object.keys(values) as MetricName[];
  const Metrics = names.map((Name) => ({ Name, Unit: METRICS[Name] }));
  const line = {
    timestamp: new Date(now).toISOString(),
    level: 'INFO',
    ...writtenFacts(currentWork()),
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[]], Metrics }] },
    ...values,
  };
  writeLine(JSON.stringify(line), 'INFO');
}
