import type { Template } from 'aws-cdk-lib/assertions';
import { METRICS } from '../../functions/metrics/names';
import { functionsOf, type Resource, resourcesOf, synthesize } from './synthesized';

const MAIL = { mailDomain: 'example.com' };
const STRIPE = { stripePriceId: 'price_1' };
const TOLD = { alarmEmail: 'keeper@example.com', monthlyBudget: 35 };

const bare = synthesize({ context: {} });
const full = synthesize({ context: { ...MAIL, ...STRIPE, ...TOLD } });
const TEMPLATES: [string, Template][] = [
  ['nothing set up', bare],
  ['mail', synthesize({ context: MAIL })],
  ['Stripe', synthesize({ context: STRIPE })],
  ['all set up', full],
];

const alarmsOf = (template: Template): Map<string, Resource> =>
  new Map(
    [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].map((alarm) => [
      String(alarm['Properties'].AlarmName).replace(/^Newsreel-/, ''),
      alarm,
    ]),
  );
const propertiesOf = (template: Template, name: string): Resource['Properties'] =>
  alarmsOf(template).get(name)?.['Properties'];
const onlyIdOf = (template: Template, type: string): string => [...resourcesOf(template, type).keys()].join();

/** As CloudWatch counts them: each is paid for. */
const metricsOf = (template: Template): number =>
  [...alarmsOf(template).values()].reduce(
    (sum, { Properties }) =>
      sum + (Properties.Metrics?.filter(({ MetricStat }: Resource) => MetricStat !== undefined).length ?? 1),
    0,
  );

describe.each(TEMPLATES)('with %s every alarm', (_, template) => {
  const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm')];
  const topic = { Ref: onlyIdOf(template, 'AWS::SNS::Topic') };

  it.each(alarms)('%s says who is hurt, what to do and where more is to be read', (_, { Properties }) => {
    expect(Properties.AlarmName).toMatch(/^Newsreel-[a-z]+(?:-[a-z]+)*$/);
    const name = Properties.AlarmName.slice('Newsreel-'.length);
    expect(Properties.AlarmDescription).toMatch(/^Readers .+\. .*(Read|Look|See) /);
    expect(Properties.AlarmDescription.endsWith(`More: docs/operating.md#${name}`)).toBe(true);
    expect(Properties.AlarmDescription.length).toBeLessThanOrEqual(1024); // CloudWatch's own limit.
  });

  it.each(alarms)('%s tells the topic when it rings and when it is over', (_, { Properties }) => {
    expect(Properties.AlarmActions).toEqual([topic]);
    expect(Properties.OKActions).toEqual([topic]);
    expect(Properties.ActionsEnabled ?? true).toBe(true);
  });
});

describe('what alarms cost', () => {
  it('is nothing where nothing is set up: ten metrics of alarms are free', () => {
    expect(metricsOf(bare)).toBeLessThanOrEqual(10);
  });

  it('is little more than a dollar where all is', () => {
    expect(metricsOf(full)).toBeLessThanOrEqual(22);
  });

  it('and metrics of our own are ten, which are free', () => {
    const filters = resourcesOf(full, 'AWS::Logs::MetricFilter').size;
    expect(resourcesOf(bare, 'AWS::Logs::MetricFilter').size).toBe(0);
    expect(Object.keys(METRICS).length + filters).toBeLessThanOrEqual(10);
  });
});

describe('there is an alarm', () => {
  it.each([
    ['no-cycle', 'schedule', 1800, 3],
    ['no-digests', 'schedule-digests', 900, 4],
    ['no-sweep', 'sweep-mails', 3600, 2],
  ])('%s where the clock calls in vain, or nothing', (name, worker, Period, EvaluationPeriods) => {
    expect(propertiesOf(full, name)).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Statistic: 'Average', // Of calls all of which failed it is 1, of none at all it is missing.
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: functionsOf(full).get(worker)?.id } }],
      Period,
      EvaluationPeriods,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('on cycles none of which is done before the next begins', () => {
    expect(propertiesOf(bare, 'slow-cycle')).toMatchObject({
      Namespace: 'Newsreel',
      MetricName: 'CycleLength',
      Statistic: 'Minimum',
      Period: 1800,
      EvaluationPeriods: 3,
      Threshold: 1680,
    });
  });

  it('on a share of answers that are our fault, which one in the night is not', () => {
    expect(propertiesOf(bare, 'api-errors')).toMatchObject({
      Namespace: 'AWS/ApiGateway',
      MetricName: '5xx',
      Statistic: 'Average',
      Dimensions: [{ Name: 'ApiId', Value: { Ref: onlyIdOf(bare, 'AWS::ApiGatewayV2::Api') } }],
      Threshold: 0.05,
      EvaluationPeriods: 6,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
    });
  });

  it('on as many requests as the busiest route is let through, nearly', () => {
    expect(propertiesOf(bare, 'api-traffic')).toMatchObject({
      MetricName: 'Count',
      Statistic: 'Sum',
      Period: 300,
      Threshold: 0.8 * 10 * 300,
      EvaluationPeriods: 3,
    });
  });

  it('on what Lambda and the table throttle', () => {
    expect(propertiesOf(bare, 'lambda-throttles')).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Throttles',
      TreatMissingData: 'notBreaching',
    });
    expect(propertiesOf(bare, 'lambda-throttles').Dimensions).toBeUndefined();
    const names = propertiesOf(bare, 'table-throttles').Metrics.map(
      ({ MetricStat }: Resource) => MetricStat?.Metric.MetricName,
    );
    expect(names).toEqual([undefined, 'ReadThrottleEvents', 'WriteThrottleEvents']);
  });

  it('on events of Stripe that were answered with 5xx, by whomever, as the access log has them', () => {
    const [filter] = resourcesOf(full, 'AWS::Logs::MetricFilter').values();
    const stage = [...resourcesOf(full, 'AWS::ApiGatewayV2::Stage').values()][0]?.['Properties'];
    expect(filter?.['Properties']).toMatchObject({
      FilterPattern: '{ ($.routeKey = "POST /stripe/webhook") && ($.status = "5*") }',
      MetricTransformations: [
        { MetricNamespace: 'Newsreel', MetricName: 'WebhookFailures', MetricValue: '1' },
      ],
    });
    expect({ 'Fn::GetAtt': [filter?.['Properties'].LogGroupName.Ref, 'Arn'] }).toEqual(
      stage.AccessLogSettings.DestinationArn,
    );
    const { routeKey, status } = JSON.parse(stage.AccessLogSettings.Format);
    expect([routeKey, status]).toEqual(['$context.routeKey', '$context.status']);
    expect(propertiesOf(full, 'webhook-failures')).toMatchObject({
      Namespace: 'Newsreel',
      MetricName: 'WebhookFailures',
      Statistic: 'Sum',
      Threshold: 1,
    });
  });

  it.each([
    ['webhook-lag', 'WebhookLag', 3600],
    ['entitlement-differences', 'EntitlementDifferences', 1],
    ['uncertain-mails', 'MailsUncertain', 1],
  ])('%s on our own %s', (name, MetricName, Threshold) => {
    expect(propertiesOf(full, name)).toMatchObject({
      Namespace: 'Newsreel',
      MetricName,
      Statistic: 'Maximum',
      Threshold,
    });
    expect(propertiesOf(full, name).Dimensions).toBeUndefined();
  });

  it('on money and mail only where there is such', () => {
    const OF_STRIPE = ['entitlement-differences', 'no-reconcile', 'webhook-failures', 'webhook-lag'];
    const OF_MAIL = [
      'bounces',
      'complaints',
      'digest-dead-letters',
      'mail-event-dead-letters',
      'no-digests',
      'no-sweep',
      'uncertain-mails',
    ];
    const all = [...alarmsOf(full).keys()].sort();
    expect([...alarmsOf(bare).keys(), ...OF_STRIPE, ...OF_MAIL].sort()).toEqual(all);
  });
});

describe('the topic of the alarms', () => {
  it('takes what the alarms of its own account say, and nothing in clear', () => {
    const topic = { Ref: onlyIdOf(bare, 'AWS::SNS::Topic') };
    const [policy] = resourcesOf(bare, 'AWS::SNS::TopicPolicy').values();
    expect(policy?.['Properties'].Topics).toEqual([topic]);
    const statements: Resource[] = policy?.['Properties'].PolicyDocument.Statement;
    expect(statements.find(({ Effect }) => Effect === 'Allow')).toMatchObject({
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Resource: topic,
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(statements.find(({ Effect }) => Effect === 'Deny')).toMatchObject({
      Action: 'sns:Publish',
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  it('tells the address of the settings, or says how to be told', () => {
    full.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'keeper@example.com',
      TopicArn: { Ref: onlyIdOf(full, 'AWS::SNS::Topic') },
    });
    bare.resourceCountIs('AWS::SNS::Subscription', 0);
    const { Value } = bare.findOutputs('SubscribeToAlarms')['SubscribeToAlarms'] as { Value: unknown };
    expect(JSON.stringify(Value)).toMatch(/aws sns subscribe .*--protocol email --notification-endpoint/);
  });
});

describe('the budget', () => {
  it('tells the address at four fifths of the month, at all of it, and when it will be spent', () => {
    const [budget] = [...resourcesOf(full, 'AWS::Budgets::Budget').values()];
    expect(budget?.['Properties'].Budget).toMatchObject({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 35, Unit: 'USD' },
    });
    const told = budget?.['Properties'].NotificationsWithSubscribers.map(
      ({ Notification, Subscribers }: Resource) => [
        Notification.NotificationType,
        Notification.Threshold,
        Subscribers,
      ],
    );
    const keeper = [{ SubscriptionType: 'EMAIL', Address: 'keeper@example.com' }];
    expect(told).toEqual([
      ['ACTUAL', 80, keeper],
      ['ACTUAL', 100, keeper],
      ['FORECASTED', 100, keeper],
    ]);
  });

  it('is not there where there is nobody to tell', () => {
    bare.resourceCountIs('AWS::Budgets::Budget', 0);
  });
});
