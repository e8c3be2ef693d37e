import { Duration, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { NewsAlarm, type Words } from './alarms/news-alarm';

/** How long somebody has to look at a dead letter: the most that SQS keeps a message. */
const RETENTION = Duration.days(14);

/** Where what could not be worked off is kept, with an alarm on the first. */
export class DeadLetterQueue extends Queue {
  /** @param alarm who is hurt by what lies here, and what to do; null where nothing can come to lie here */
  constructor(scope: Construct, id: string, alarm: Words | null) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is one itself, of an event target where not of a queue, which the rule does not look at.',
    });
    if (alarm === null) return;
    new NewsAlarm(this, 'Alarm', {
      ...alarm,
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
    });
  }
}
