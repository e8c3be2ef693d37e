import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { NewsAlarm } from './news-alarm';

/** Of the account in this region, whose functions share what may run at once. */
export const lambdaThrottles = new Metric({
  namespace: 'AWS/Lambda',
  metricName: 'Throttles',
  statistic: Stats.SUM,
  period: Duration.minutes(5),
});

/** An alarm on more work than the account lets run at once, whosever it is. */
export class LambdaThrottlesAlarm extends NewsAlarm {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      name: 'lambda-throttles',
      description:
        'Readers get 503 answers, and news comes late: the account has no more functions to run at once. Look whether the account still has the ten of a new one and ask AWS for 1,000, which is free; if it has more, look who calls so much.',
      metric: lambdaThrottles,
      threshold: 10, // A page of one reader can ask for some at once; that is nothing to wake anybody for.
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
  }
}
