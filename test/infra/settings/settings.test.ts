import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../../infra/settings/config';
import { parseSettings, SettingsError } from '../../../infra/settings/settings';

const ARN = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b-2c';

/** The lines of what is wrong. */
function faultsOf(config: object, context: Record<string, unknown> = {}): string[] {
  try {
    parseSettings(config, context);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message.split('\n').slice(1);
  }
  return [];
}

describe('the settings', () => {
  it('suit a new account where nothing is said', () => {
    expect(parseSettings({}, {})).toMatchObject({
      retentionDays: 365,
      fetchConcurrency: 2,
      alarms: { email: null, monthlyBudget: 20 },
      domain: null,
    });
  });

  it('come from the file', () => {
    const config: Config = {
      retentionDays: 0,
      fetchConcurrency: 8,
      alarmEmail: 'me@example.org',
      monthlyBudget: 5,
      stripePriceId: 'price_1',
      mailDomain: 'example.org',
      domainName: 'news.example.org',
      hostedZoneId: 'Z0123456789ABC',
      certificateArn: ARN,
    };
    expect(parseSettings(config, {})).toMatchObject({
      retentionDays: 0,
      fetchConcurrency: 8,
      alarms: { email: 'me@example.org', monthlyBudget: 5 },
      membership: { paid: true, stripePriceId: 'price_1' },
      mail: { domain: 'example.org' },
      domain: { name: 'news.example.org', hostedZoneId: 'Z0123456789ABC', certificateArn: ARN },
    });
  });

  it('are overridden by the context, one by one', () => {
    const config: Config = { retentionDays: 90, paid: true, passDays: 7 };
    const { retentionDays, membership } = parseSettings(config, { retentionDays: '30' });
    expect([retentionDays, membership.passDays]).toEqual([30, 7]);
  });

  it('are taken back by an empty text', () => {
    const config: Config = {
      alarmEmail: 'me@example.org',
      mailDomain: 'example.org',
      domainName: 'a.example',
    };
    const nothing = { alarmEmail: '', mailDomain: '', domainName: '' };
    expect(parseSettings(config, nothing)).toEqual(parseSettings({}, {}));
  });

  it('of the file are for deployments, not for the local run', () => {
    const config: Config = { stripePriceId: 'price_1', retentionDays: 30 };
    expect(parseSettings(config, { 'newsreel:local': true })).toEqual(parseSettings({}, {}));
  });

  it('leave to the CDK what is its own', () => {
    const context = {
      'aws:cdk:bundling-stacks': [],
      '@aws-cdk/core:validateAgainstDefaultRules': true,
      'hosted-zone:account=1:domainName=example.org': {},
      'acknowledged-issue-numbers': [34892],
    };
    expect(parseSettings({}, context)).toEqual(parseSettings({}, {}));
  });

  it.each([
    [
      { fetchConcurrency: 1 },
      '- "fetchConcurrency" must be a whole number of functions at once, 2 to 1000, not 1',
    ],
    [
      { fetchConcurrency: '1001' },
      '- "fetchConcurrency" must be a whole number of functions at once, 2 to 1000, not "1001"',
    ],
    [{ alarmEmail: 'me' }, '- "alarmEmail" must be one address, such as you@example.org, not "me"'],
    [
      { alarmEmail: 'a@example.org, b@example.org' },
      '- "alarmEmail" must be one address, such as you@example.org, not "a@example.org, b@example.org"',
    ],
    [
      { alarmEmail: 'a@example.org', monthlyBudget: 0 },
      '- "monthlyBudget" must be a whole number of US dollars, 1 to 1000000, not 0',
    ],
    [
      { domainName: 'https://news.example.org' },
      '- "domainName" must be a domain in lower case, such as example.org, not "https://news.example.org"',
    ],
    [
      { domainName: 'a.example', hostedZoneId: 'a.example' },
      '- "hostedZoneId" must be the id of a hosted zone: Z…, not "a.example"',
    ],
    [
      { domainName: 'a.example', certificateArn: 'arn:aws:iam::1:x' },
      '- "certificateArn" must be the ARN of a certificate: arn:aws:acm:…, not "arn:aws:iam::1:x"',
    ],
    [{ paid: 'yes' }, '- "paid" must be true or false, not "yes"'],
    [{ passAmount: 500 }, '- "passAmount" says nothing without "stripePriceId" or "paid"'],
    [{ paid: true, passDays: null }, '- "passDays" must be a whole number of days, 1 to 3660, not null'],
  ])('refuse %j', (config, fault) => {
    expect(faultsOf(config)).toEqual([fault]);
  });

  it.each([
    [{ monthlyBudget: 5 }, '- "monthlyBudget" says nothing without "alarmEmail"'],
    [{ hostedZoneId: 'Z1' }, '- "hostedZoneId" says nothing without "domainName"'],
    [{ certificateArn: ARN }, '- "certificateArn" says nothing without "domainName"'],
    [
      { mailDomain: 'example.org', mailFrom: 'news@example.com' },
      '- "mailFrom" must be an address of "mailDomain", example.org, or of a domain below it',
    ],
  ])('refuse %j, which contradicts itself', (config, fault) => {
    expect(faultsOf(config)).toEqual([fault]);
  });

  it.each([
    ['mailDoman', 'mailDomain'],
    ['retention-days', 'retentionDays'],
    ['stripePriceID', 'stripePriceId'],
    ['Paid', 'paid'],
  ])('know no %s, and name %s', (written, meant) => {
    expect(faultsOf({}, { [written]: 'x' })).toEqual([
      `- "${written}" is no setting; did you mean "${meant}"?`,
    ]);
  });

  it.each(['colour', 'toString', '__proto__', 'x'])('list all where %s is near none', (written) => {
    const [fault, ...others] = faultsOf(JSON.parse(`{ "${written}": 1 }`));
    expect(fault).toMatch(
      new RegExp(`^- "${written}" is no setting; there are retentionDays, .*certificateArn$`),
    );
    expect(others).toEqual([]);
  });

  it('name all that is wrong at once', () => {
    const config = { retentionDays: -1, mailDomain: 'example.org', monthlyBudget: 5 };
    expect(faultsOf(config, { mailFrom: 'news@example.com', passDay: '3' })).toEqual([
      expect.stringContaining('"retentionDays"'),
      expect.stringContaining('"passDay" is no setting; did you mean "passDays"?'),
      expect.stringContaining('"monthlyBudget"'),
      expect.stringContaining('"mailFrom"'),
    ]);
  });
});

describe('newsreel.config.ts', () => {
  const file = readFileSync(path.join(__dirname, '../../../newsreel.config.ts'), 'utf8');
  const examples = [...file.matchAll(/^ {2}(?:\/\/ )?(\w+): (.+),$/gm)].map(
    ([, name = '', value = '']): [string, unknown] => [name, JSON.parse(value.replaceAll("'", '"'))],
  );

  it('has every setting, once, with an example that is taken', () => {
    const [, all = ''] = faultsOf({ colour: 1 })[0]?.match(/there are (.*)/) ?? [];
    expect(examples.map(([name]) => name).sort()).toEqual(all.split(', ').sort());
    expect(faultsOf(Object.fromEntries(examples))).toEqual([]);
  });
});
