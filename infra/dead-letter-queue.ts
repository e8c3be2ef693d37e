import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** How long somebody has to look at a dead letter: the most that SQS keeps a message. */
const RETENTION = Duration.days(14);

/** Where what could not be worked off is kept, with an alarm on the first. */
export class DeadLetterQueue extends Queue {
  /** @param alarmDescription who is hurt by what lies here, and what to do */
  constructor(scope: Construct, id: string, alarmDescription: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    });
    new Alarm(this, 'Alarm', {
      alarmDescription,
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      // A queue that was never used has no metrics.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
