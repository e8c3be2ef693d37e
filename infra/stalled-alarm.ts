import type { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { NewsFunction } from './news-function';

export interface StalledAlarmProps {
  /** Who is hurt, and what to do. */
  readonly alarmDescription: string;
  /** What ends well once a period, or should. */
  readonly worker: NewsFunction;
  /** How often the clock calls it. */
  readonly period: Duration;
  /** How many periods may pass without. */
  readonly periods: number;
  /** For the graph: what one success is. */
  readonly label: string;
}

/** An alarm on what the clock should start and nothing does: it fails, or is not even called. */
export class StalledAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: StalledAlarmProps) {
    const { alarmDescription, worker, period, periods, label } = props;
    const sum = { statistic: Stats.SUM, period };
    super(scope, id, {
      alarmDescription,
      metric: new MathExpression({
        label,
        expression: 'invocations - errors',
        usingMetrics: { invocations: worker.metricInvocations(sum), errors: worker.metricErrors(sum) },
        period,
      }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }
}
