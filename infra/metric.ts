import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, NAMESPACE } from '../functions/metrics/names';

/** A metric that our functions measure. */
export const ownMetric = (metricName: MetricName, options: MetricOptions): Metric =>
  new Metric({ namespace: NAMESPACE, metricName, ...options });
