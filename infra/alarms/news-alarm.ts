import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic';

type Needed = Pick<AlarmProps, 'metric' | 'threshold'>;
type Optional = Partial<
  Pick<AlarmProps, 'comparisonOperator' | 'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData'>
>;

/** What an alarm tells a person. */
export interface Words {
  /** Of the alarm and of its section in docs/operating.md: lower case, with dashes. */
  readonly name: string;
  /** Who is hurt, and what to do, in sentences. */
  readonly description: string;
}

export interface NewsAlarmProps extends Words, Needed, Optional {}

/**
 * Every alarm of the stack: it tells the topic when it rings and when it is over, and says where more is to be read.
 * Where nothing else is said it rings at the first value that reaches the threshold, and never for want of values.
 */
export class NewsAlarm extends Alarm {
  constructor(scope: Construct, id: string, { name, description, ...settings }: NewsAlarmProps) {
    super(scope, id, {
      alarmName: `${Stack.of(scope).stackName}-${name}`,
      alarmDescription: `${description} More: docs/operating.md#${name}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...settings,
    });
    const telling = { bind: () => ({ alarmActionArn: AlarmTopic.of(this).topicArn }) };
    this.addAlarmAction(telling);
    this.addOkAction(telling);
  }
}
