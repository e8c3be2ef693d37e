import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { NewsFunction } from './news-function';

/** An alarm on the first error in an hour of a function that nobody waits for. */
export class ErrorsAlarm extends Alarm {
  /** @param alarmDescription who is hurt, and what to do */
  constructor(scope: Construct, id: string, worker: NewsFunction, alarmDescription: string) {
    super(scope, id, {
      alarmDescription,
      metric: worker.metricErrors({ statistic: Stats.SUM, period: Duration.hours(1) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      // Who is not called makes none.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
