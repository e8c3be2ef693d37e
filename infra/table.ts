import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { NewsAlarm } from './alarms/news-alarm';

/**
 * Read units a second, beyond which DynamoDB throttles: $11 a day. The dearest search of a page takes 600 units, so this is what
 * a flood of searches ends at. A page of the latest articles takes 3, ten mails with digests a second 550; what comes
 * in gusts, such as reading all sources, has what was left unused in the last five minutes besides.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html
 */
const MOST_READ_UNITS = 1_000;

/** In five minutes: some are of no account, as the SDK tries again. */
const MANY_THROTTLES = 100;

/** The one table: every kind of item, keyed by `PK` and `SK`, gone some time after `expiresAt` (epoch seconds). */
export class NewsTable extends Table {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      maxReadRequestUnits: MOST_READ_UNITS,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // The archive cannot be fetched again: feeds only hold their latest entries.
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.alarmOnThrottles();
  }

  private alarmOnThrottles(): void {
    const sum = { statistic: Stats.SUM, period: Duration.minutes(5) };
    new NewsAlarm(this, 'ThrottlesAlarm', {
      name: 'table-throttles',
      description:
        'Readers get slow answers or 5xx, or news and its words are written late: for a quarter of an hour the table was asked for more than it lets through. Look at the graph of read and write units whether it is reading or writing. Reading ends at a bound of ours, which a flood of searches reaches: see the access log. Writing ends at 1,000 units a second in one partition, which thousands of new articles at once reach; nothing is lost, it is tried again.',
      metric: new MathExpression({
        label: 'Throttled reads and writes',
        expression: 'FILL(reads, 0) + FILL(writes, 0)',
        usingMetrics: {
          reads: this.metric('ReadThrottleEvents', sum),
          writes: this.metric('WriteThrottleEvents', sum),
        },
        period: sum.period,
      }),
      threshold: MANY_THROTTLES,
      evaluationPeriods: 3,
    });
  }
}
