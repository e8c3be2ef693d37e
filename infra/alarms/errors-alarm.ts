import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { NewsAlarm, type Words } from './news-alarm';

/** An alarm on the first error in an hour of a function that nobody waits for. */
export class ErrorsAlarm extends NewsAlarm {
  constructor(scope: Construct, id: string, worker: IFunction, words: Words) {
    super(scope, id, {
      ...words,
      metric: worker.metricErrors({ statistic: Stats.SUM, period: Duration.hours(1) }),
      threshold: 1,
    });
  }
}
