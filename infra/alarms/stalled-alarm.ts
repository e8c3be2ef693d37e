import type { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { NewsAlarm, type Words } from './news-alarm';

export interface StalledAlarmProps extends Words {
  /** What ends well once a period, or should. */
  readonly worker: IFunction;
  /** How often the clock calls it. */
  readonly period: Duration;
  /** How many periods may pass without. */
  readonly periods: number;
}

/**
 * An alarm on what the clock should start and nothing does: it fails, or is not even called. Lambda counts no error
 * for what goes well, so the average is 1 where all failed, and there is none where nothing was called: one metric
 * says both.
 */
export class StalledAlarm extends NewsAlarm {
  constructor(scope: Construct, id: string, { worker, period, periods, ...words }: StalledAlarmProps) {
    super(scope, id, {
      ...words,
      metric: worker.metricErrors({ statistic: Stats.AVERAGE, period }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}
