import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

const ID = 'Alarms';

/** Where every alarm of the stack goes, when it rings and when it is over. */
export class AlarmTopic extends Topic {
  /** @param email who is told; null leaves the topic to be subscribed to by hand */
  constructor(stack: Stack, email: string | null) {
    super(stack, ID, { displayName: `${stack.stackName}'s alarms`, enforceSSL: true });
    this.letAlarmsPublish(stack);
    if (email !== null) this.addSubscription(new EmailSubscription(email));
    new CfnOutput(stack, 'SubscribeToAlarms', {
      value: `aws sns subscribe --region ${stack.region} --topic-arn ${this.topicArn} --protocol email --notification-endpoint you@example.org`,
      description:
        email === null
          ? 'Has alarms mailed to you, once you open the link that AWS mails you then'
          : 'Has alarms mailed to somebody else too; the first address is told by AWS to open a link, and gets none before',
    });
  }

  /** The topic of the stack that a construct is in. @throws where it has none yet */
  static of(scope: Construct): AlarmTopic {
    const topic = Stack.of(scope).node.tryFindChild(ID);
    if (topic instanceof AlarmTopic) return topic;
    throw new Error('The topic of the alarms comes before the first of them');
  }

  /** A topic with a policy of its own has lost the one that lets its own account's alarms publish. */
  private letAlarmsPublish(stack: Stack): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    );
  }
}
