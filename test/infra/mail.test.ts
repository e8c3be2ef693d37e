import { Match, type Template } from 'aws-cdk-lib/assertions';
import { functionsOf, resourcesOf, statementsOf, synthesize } from './synthesized';

const SENDER = 'Newsreel <news@daily.example.com>';
const ofDomain = synthesize({ context: { mailDomain: 'example.com', mailFrom: SENDER } });
const ofSender = synthesize({ context: { mailFrom: SENDER } });
const without = synthesize({ context: {} });

const SENDING = ['digests', 'reconcile', 'sign-in', 'stripe-webhook'];
const TELLING = ['account-page', 'schedule-digests', 'send-digests', 'set-digest'];

const idOf = (template: Template, type: string): string => [...resourcesOf(template, type).keys()].join();
const functionOf = (template: Template, name: string) => {
  const found = functionsOf(template).get(name);
  if (found === undefined) throw new Error(`No function ${name}`);
  return found;
};
const variablesOf = (template: Template, name: string): Record<string, unknown> =>
  functionOf(template, name)['Properties'].Environment.Variables;
const outputsOf = (template: Template): string[] => Object.keys(template.findOutputs('*')).sort();

/** What a function may do at SES, with the ends of the resources' names, and on which condition. */
const rightsOf = (template: Template, name: string) =>
  statementsOf(template, functionOf(template, name))
    .filter(({ Action }) => Action.some((action) => action.startsWith('ses:')))
    .map(({ Action, Resource, Condition }) => ({
      action: Action.join(),
      on: [Resource].flat().map(endOf),
      condition: Condition,
    }));

/** An ARN's resource; a configuration set's is the set's own. */
function endOf(resource: unknown): unknown {
  if (typeof resource === 'string') return resource;
  const parts: unknown[] = (resource as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const last = parts.at(-1);
  return typeof last === 'string' ? last.split(':').at(-1) : [String(parts.at(-2)).split(':').at(-1), last];
}

describe('a domain', () => {
  it('becomes an identity with keys of 2048 bits and a MAIL FROM of its own', () => {
    ofDomain.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'example.com',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'mail.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
    });
  });

  it('has its DNS records in the outputs, each with a word on what it is for', () => {
    const outputs = ofDomain.findOutputs('*');
    const identity = idOf(ofDomain, 'AWS::SES::EmailIdentity');
    const recordOf = (id: string): unknown => outputs[id]?.['Value'];
    for (const index of [1, 2, 3]) {
      expect(recordOf(`MailDkim${index}`)).toEqual({
        'Fn::Join': [
          '',
          [
            { 'Fn::GetAtt': [identity, `DkimDNSTokenName${index}`] },
            ' CNAME ',
            { 'Fn::GetAtt': [identity, `DkimDNSTokenValue${index}`] },
          ],
        ],
      });
    }
    expect(recordOf('MailFromMx')).toEqual({
      'Fn::Join': ['', ['mail.example.com MX 10 feedback-smtp.', { Ref: 'AWS::Region' }, '.amazonses.com']],
    });
    expect(recordOf('MailFromSpf')).toBe('mail.example.com TXT "v=spf1 include:amazonses.com ~all"');
    expect(recordOf('MailDmarc')).toBe(
      '_dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
    );
    const ofMail = Object.entries(outputs).filter(([id]) => id.startsWith('Mail'));
    expect(ofMail).toHaveLength(6);
    for (const [, { Description }] of ofMail) expect(Description).toMatch(/^DNS record .+\(.+\)/);
  });
});

it('an identity of the keeper’s own is not made again, and needs no records', () => {
  ofSender.resourceCountIs('AWS::SES::EmailIdentity', 0);
  ofSender.resourceCountIs('AWS::SES::ConfigurationSet', 1);
  expect(outputsOf(ofSender)).toEqual(outputsOf(without));
});

describe.each([
  ['a domain', ofDomain],
  ['a sender', ofSender],
])('the configuration set with %s', (_, template) => {
  const set = { Ref: idOf(template, 'AWS::SES::ConfigurationSet') };

  it('counts, keeps back nothing, and encrypts where it can', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' },
    });
  });

  it('tells the default bus what became of each mail', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      ConfigurationSetName: set,
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject'],
        EventBridgeDestination: {
          EventBusArn: { 'Fn::Join': ['', Match.arrayWith([':event-bus/default'])] },
        },
      },
    });
  });

  it.each([
    ['Reputation.BounceRate', 0.04],
    ['Reputation.ComplaintRate', 0.0008],
  ])('raises an alarm on its %s before SES minds', (MetricName, Threshold) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SES',
      MetricName,
      Dimensions: [{ Name: 'ses:configuration-set', Value: set }],
      Threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it.each(SENDING)('is what %s sends under', (name) => {
    expect(variablesOf(template, name)).toMatchObject({
      NEWSREEL_MAIL_FROM: SENDER,
      NEWSREEL_MAIL_CONFIGURATION: set,
    });
  });
});

describe('who sends', () => {
  const sending = (template: Template) => ({
    action: 'ses:SendRawEmail',
    on: ['identity/*', ['configuration-set/', { Ref: idOf(template, 'AWS::SES::ConfigurationSet') }]],
    condition: { StringEquals: { 'ses:FromAddress': 'news@daily.example.com' } },
  });

  it.each(SENDING.filter((name) => name !== 'digests'))(
    '%s may do that alone, as the sender alone',
    (name) => {
      expect(rightsOf(ofSender, name)).toEqual([sending(ofSender)]);
      expect(rightsOf(ofDomain, name)).toEqual([sending(ofDomain)]);
    },
  );

  it('digests alone may ask how fast', () => {
    const rate = { action: 'ses:GetSendQuota', on: ['*'], condition: undefined };
    expect(rightsOf(ofSender, 'digests')).toEqual([sending(ofSender), rate]);
  });

  it.each(TELLING)('%s knows whether mail is set up, and may not send any', (name) => {
    expect(variablesOf(ofSender, name)['NEWSREEL_MAIL_FROM']).toBe(SENDER);
    expect(rightsOf(ofSender, name)).toEqual([]);
  });

  it.each(['digests', 'reconcile', 'stripe-webhook'])('%s knows where the service is found', (name) => {
    expect(variablesOf(without, name)['NEWSREEL_URL']).toEqual({
      'Fn::GetAtt': [idOf(without, 'AWS::ApiGatewayV2::Api'), 'ApiEndpoint'],
    });
  });
});

describe('with mail', () => {
  const alarm = (properties: object) => ofDomain.hasResourceProperties('AWS::CloudWatch::Alarm', properties);
  const [rule] = [...resourcesOf(ofDomain, 'AWS::Events::Rule').values()]
    .map(({ Properties }) => Properties)
    .filter(({ EventPattern }) => EventPattern !== undefined);
  const deadLetters: string = rule.Targets[0].DeadLetterConfig.Arn['Fn::GetAtt'][0];

  it('raises an alarm where what became of one could not be delivered', () => {
    alarm({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [deadLetters, 'QueueName'] } }],
      Threshold: 1,
    });
  });

  it('keeps what could not be written down among the same dead letters', () => {
    expect(functionOf(ofDomain, 'mail-events')['Properties'].DeadLetterConfig).toEqual({
      TargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] },
    });
  });

  it('raises an alarm where nobody knows it', () => {
    alarm({
      Namespace: 'Newsreel',
      MetricName: 'MailsUncertain',
      Dimensions: Match.absent(),
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });
});

describe('without mail', () => {
  it('deploys all the same, and has nothing at SES', () => {
    const types = Object.values(without.toJSON()['Resources'] as Record<string, { Type: string }>);
    expect(types.filter(({ Type }) => Type.startsWith('AWS::SES'))).toEqual([]);
    expect([...functionsOf(without).keys()]).toEqual([...functionsOf(ofDomain).keys()]);
  });

  it.each([...SENDING, ...TELLING])('%s says that it is not set up, and has no right to send', (name) => {
    expect(variablesOf(without, name)['NEWSREEL_MAIL_FROM']).toBe('');
    expect(variablesOf(without, name)['NEWSREEL_MAIL_CONFIGURATION'] ?? '').toBe('');
    expect(rightsOf(without, name)).toEqual([]);
  });

  it('raises no alarm on mails that there are none of', () => {
    const alarms = [...resourcesOf(without, 'AWS::CloudWatch::Alarm').values()].map(
      ({ Properties }) => Properties,
    );
    const idle = ['mail-events', 'sweep-mails', 'schedule-digests'].map(
      (name) => functionOf(without, name).id,
    );
    expect(alarms.map(({ Namespace }) => Namespace)).not.toContain('AWS/SES');
    expect(alarms.map(({ MetricName }) => MetricName)).not.toContain('MailsUncertain');
    expect(
      alarms.filter(({ Dimensions = [] }) => idle.some((id) => JSON.stringify(Dimensions).includes(id))),
    ).toEqual([]);
  });
});

describe.each([
  ['a domain', ofDomain],
  ['no mail', without],
])('what became of mails, with %s', (_, template) => {
  const events = functionOf(template, 'mail-events').id;

  it('is heard by the function, and kept where it could not be delivered', () => {
    const [rule] = [...resourcesOf(template, 'AWS::Events::Rule').values()]
      .map(({ Properties }) => Properties)
      .filter(({ EventPattern }) => EventPattern !== undefined);
    expect(rule.EventPattern).toEqual({
      source: ['aws.ses'],
      detail: { mail: { tags: { 'newsreel-mail': [{ exists: true }] } } },
    });
    expect(rule.Targets).toEqual([
      expect.objectContaining({
        Arn: { 'Fn::GetAtt': [events, 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } },
      }),
    ]);
  });
});
