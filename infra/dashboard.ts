import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { lambdaThrottles } from './alarms/lambda-throttles-alarm';
import type { Api } from './api';
import type { Digests } from './digests';
import type { Fetching } from './fetching';
import { type Mail, reputation } from './mail';
import type { Membership } from './membership';
import { ownMetric } from './metric';
import type { NewsTable } from './table';
import type { WorkQueue } from './work-queue';

/** Of the 24 columns that CloudWatch has. */
const WHOLE = 24;
const THIRD = 8;

const FIVE_MINUTES = Duration.minutes(5);
const CYCLE = Duration.minutes(30);
const HOUR = Duration.hours(1);

export interface NewsDashboardProps {
  readonly table: NewsTable;
  readonly api: Api;
  readonly fetching: Fetching;
  readonly membership: Membership;
  readonly mail: Mail;
  readonly digests: Digests;
}

/**
 * How the service is doing, on one page: free as long as it has no more than 50 metrics and the account no more than
 * three dashboards. Payments and mail are shown where they are set up. It shows all alarms that are there before it.
 */
export class NewsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: NewsDashboardProps) {
    super(scope, id);
    const { stackName, region } = Stack.of(this);
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${stackName}-${region}`, // Dashboards are the account's, not a region's.
      defaultInterval: Duration.days(1),
      widgets: [
        ...this.alarms(),
        ...readers(props),
        ...cycles(props),
        ...tableWork(props),
        ...members(props),
        ...mails(props),
      ],
    });
  }

  private alarms(): IWidget[][] {
    const alarms = Stack.of(this)
      .node.findAll()
      .filter((construct) => construct instanceof Alarm);
    return [
      [
        new AlarmStatusWidget({
          title: 'Alarms: grey has nothing to say, red is explained in docs/operating.md',
          alarms,
          width: WHOLE,
          height: 4,
        }),
      ],
    ];
  }
}

const readers = ({ api }: NewsDashboardProps): IWidget[][] => [
  heading(
    'Readers',
    'Whoever asks: browsers, feed readers, programs. 4xx are mostly wrong addresses and 429s; 5xx are ours. Functions that were not started are 503 to a reader.',
  ),
  [
    graph('Requests and failures, in five minutes', [
      line(api.metric('Count', Stats.SUM), 'requests'),
      line(api.metric('4xx', Stats.SUM), 'refused (4xx)'),
      line(api.metric('5xx', Stats.SUM), 'failed (5xx)'),
    ]),
    graph('How long readers wait, in ms', [
      line(api.metric('Latency', Stats.p(50)), 'half wait less'),
      line(api.metric('Latency', Stats.p(95)), '95 % wait less'),
      line(api.metric('Latency', Stats.p(99)), '99 % wait less'),
    ]),
    graph('Functions at work in this account', [
      line(
        new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'ConcurrentExecutions',
          statistic: Stats.MAXIMUM,
          period: FIVE_MINUTES,
        }),
        'at once, at most',
      ),
      line(lambdaThrottles, 'not started'),
    ]),
  ],
];

const cycles = ({ fetching }: NewsDashboardProps): IWidget[][] => [
  heading(
    'News',
    'Every half hour a cycle asks the sources that are due. A failing source is tried again by itself, later each time; dead letters are not.',
  ),
  [
    graph('Until all of a cycle can be found, in seconds', [
      line(ownMetric('CycleLength', { statistic: Stats.MINIMUM, period: CYCLE }), 'the shortest'),
      line(ownMetric('CycleLength', { statistic: Stats.MAXIMUM, period: CYCLE }), 'the longest'),
    ]),
    graph('New articles and failing sources', [
      line(ownMetric('ArticlesNew', { statistic: Stats.SUM, period: CYCLE }), 'new articles'),
      line(ownMetric('SourcesFailing', { statistic: Stats.MAXIMUM, period: CYCLE }), 'failing sources'),
    ]),
    graph('What waits', [
      ...waiting(fetching.queue, 'to be fetched'),
      ...waiting(fetching.indexQueue, 'to be indexed'),
    ]),
  ],
];

const tableWork = ({ table }: NewsDashboardProps): IWidget[][] => {
  const sum = { statistic: Stats.SUM, period: FIVE_MINUTES };
  return [
    heading(
      'Table',
      'What most of the bill is for: writing costs five times what reading does. Throttled calls are tried again; many of them are slow pages.',
    ),
    [
      graph('Units, in five minutes', [
        line(table.metricConsumedReadCapacityUnits(sum), 'read'),
        line(table.metricConsumedWriteCapacityUnits(sum), 'written'),
      ]),
      graph('Throttled, in five minutes', [
        line(table.metric('ReadThrottleEvents', sum), 'reads'),
        line(table.metric('WriteThrottleEvents', sum), 'writes'),
      ]),
      graph('Read units of a page that was searched or filtered', [
        line(ownMetric('SearchReads', { statistic: Stats.p(50), period: FIVE_MINUTES }), 'half take less'),
        line(ownMetric('SearchReads', { statistic: Stats.p(99), period: FIVE_MINUTES }), '99 % take less'),
      ]),
    ],
  ];
};

const members = ({ membership: { webhookFailures } }: NewsDashboardProps): IWidget[][] =>
  webhookFailures === null
    ? []
    : [
        heading(
          'Members',
          'Access follows what Stripe holds: at once by its events, and once a day by looking. Differences that the daily look found are events that got lost.',
        ),
        [
          graph('Events of Stripe', [
            line(
              ownMetric('WebhookLag', { statistic: Stats.MAXIMUM, period: FIVE_MINUTES }),
              'how old, in seconds',
            ),
            line(webhookFailures, 'failed'),
          ]),
          graph('Found by the daily reconciliation', [
            line(
              ownMetric('EntitlementDifferences', { statistic: Stats.MAXIMUM, period: HOUR }),
              'readers with another access',
            ),
            line(
              ownMetric('CustomersFailed', { statistic: Stats.MAXIMUM, period: HOUR }),
              'customers that could not be read',
            ),
          ]),
        ],
      ];

const mails = ({ mail: { configurationSet }, digests }: NewsDashboardProps): IWidget[][] =>
  configurationSet === null
    ? []
    : [
        heading(
          'Mail',
          'Each mail goes once. Of uncertain ones nobody knows whether they went. SES puts an account under review at 5 % bounces or 0.1 % complaints.',
        ),
        [
          graph('Mails, in an hour', [
            line(ownMetric('MailsSent', { statistic: Stats.SUM, period: HOUR }), 'sent'),
            line(ownMetric('MailsUncertain', { statistic: Stats.MAXIMUM, period: HOUR }), 'uncertain'),
          ]),
          graph('Shares of the mails of late', [
            line(reputation(configurationSet, 'Bounce'), 'bounced'),
            line(reputation(configurationSet, 'Complaint'), 'called spam'),
          ]),
          graph('Digests that wait', waiting(digests.queue, 'digests')),
        ],
      ];

const heading = (title: string, help: string): IWidget[] => [
  new TextWidget({ markdown: `## ${title}\n${help}`, width: WHOLE, height: 2 }),
];

/** Lines, in a third of the page. */
function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: THIRD, height: 6, leftYAxis: { min: 0 } });
}

const line = (metric: Metric, label: string): Metric => metric.with({ label });

/** How much waits in a queue, how long the oldest has, and what was given up. */
function waiting(queue: WorkQueue, what: string): Metric[] {
  const most = { statistic: Stats.MAXIMUM, period: FIVE_MINUTES };
  return [
    line(queue.metricApproximateNumberOfMessagesVisible(most), `messages ${what}`),
    line(queue.metricApproximateAgeOfOldestMessage(most), `the oldest ${what}, in seconds`),
    line(queue.deadLetters.metricApproximateNumberOfMessagesVisible(most), `dead letters ${what}`),
  ];
}
