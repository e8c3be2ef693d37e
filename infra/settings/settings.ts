import { type AlarmSettings, alarmSettings } from './alarms';
import type { Config } from './config';
import { type DomainSettings, domainSettings } from './domain';
import { address, domain, type Kind, text, wholeNumber, yesOrNo } from './kinds';
import { type MailSettings, mailContradictions, mailSettings, sender } from './mail';
import { type MembershipSettings, membershipSettings } from './membership';
import { nearest } from './nearest';

/** All that the keeper can say of the stack, as its parts are to have it. */
export interface Settings {
  /** How long an article is kept, in days from when it was first fetched; 0 is for ever. */
  readonly retentionDays: number;
  /** How many functions ask sources at once. */
  readonly fetchConcurrency: number;
  readonly membership: MembershipSettings;
  readonly mail: MailSettings;
  readonly alarms: AlarmSettings;
  /** null where the service has the name that AWS gives it */
  readonly domain: DomainSettings | null;
}

/** All that is wrong with the settings. */
export class SettingsError extends RangeError {
  override name = 'SettingsError';

  constructor(faults: readonly string[]) {
    const list = faults.map((fault) => `- ${fault}`).join('\n');
    super(`The settings, of newsreel.config.ts or the CDK's context (-c, cdk.json), are wrong:\n${list}`);
  }
}

/** What each setting may be. */
const KINDS = {
  retentionDays: wholeNumber('days', 0, 36_500, ' (0 keeps articles for ever)'),
  fetchConcurrency: wholeNumber('functions at once', 2, 1000),
  alarmEmail: address,
  monthlyBudget: wholeNumber('US dollars', 1, 1_000_000),
  mailDomain: domain,
  mailFrom: sender,
  stripePriceId: text(/^price_\w+(?:\s*,\s*price_\w+)*$/, 'must be ids of prices: price_…'),
  paid: yesOrNo,
  passAmount: wholeNumber("the currency's smallest unit", 1, 99_999_999),
  passCurrency: text(/^[a-z]{3}$/, 'must be three lower-case letters'),
  passDays: wholeNumber('days', 1, 3_660),
  graceDays: wholeNumber('days', 0, 90),
  domainName: domain,
  hostedZoneId: text(/^Z[A-Z\d]{1,31}$/, 'must be the id of a hosted zone: Z…'),
  certificateArn: text(
    /^arn:aws[\w-]*:acm:[a-z\d-]+:\d{12}:certificate\/[\w-]+$/,
    'must be the ARN of a certificate: arn:aws:acm:…',
  ),
} satisfies { [N in keyof Config]-?: Kind<unknown> };

type Name = keyof typeof KINDS;

/** What was said well, by its name. */
type Said = { [N in Name]?: NonNullable<ReturnType<(typeof KINDS)[N]['read']>> };

/** What says nothing without another, or one of several. */
const NEEDS: readonly [Name, ...Name[]][] = [
  ['monthlyBudget', 'alarmEmail'],
  ['hostedZoneId', 'domainName'],
  ['certificateArn', 'domainName'],
  ['passAmount', 'stripePriceId', 'paid'],
  ['passCurrency', 'stripePriceId', 'paid'],
  ['passDays', 'stripePriceId', 'paid'],
  ['graceDays', 'stripePriceId', 'paid'],
];

/** What the CDK's command itself writes down; all else of its own has a colon or an at sign in its name. */
const NAMES_OF_THE_CDK = ['acknowledged-issue-numbers', 'cdk-migrate'];

/** In the context where the stack is to run on this machine: there options say what the file says of a deployment. */
const LOCAL = 'newsreel:local';

/**
 * The settings of the stack.
 * @param config what newsreel.config.ts says
 * @param context the CDK's, of `-c name=value` and cdk.json: it wins over the file, and '' takes back a text there
 * @throws SettingsError naming all that is wrong at once
 */
export function parseSettings(config: object, context: Readonly<Record<string, unknown>>): Settings {
  const given = Object.entries({ ...(context[LOCAL] ? {} : config), ...ownOf(context) }).filter(isSaid);
  const { said, faults } = read(given);
  const names = given.map(([name]) => name);
  const lonely = NEEDS.filter(
    ([name, ...needed]) => names.includes(name) && !needed.some((other) => names.includes(other)),
  );
  const contradictions = [
    ...lonely.map(
      ([name, ...needed]) =>
        `"${name}" says nothing without ${needed.map((other) => `"${other}"`).join(' or ')}`,
    ),
    ...mailContradictions(said),
  ];
  if (faults.length + contradictions.length > 0) throw new SettingsError([...faults, ...contradictions]);
  return {
    retentionDays: said.retentionDays ?? 365,
    fetchConcurrency: said.fetchConcurrency ?? 2,
    membership: membershipSettings(said),
    mail: mailSettings(said),
    alarms: alarmSettings(said),
    domain: domainSettings(said),
  };
}

/** What the context says of the settings, and what nobody knows, too. */
const ownOf = (context: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(context).filter(([name]) => !/[:@]/.test(name) && !NAMES_OF_THE_CDK.includes(name)),
  );

const kindOf = (name: string): Kind<unknown> | null =>
  Object.hasOwn(KINDS, name) ? KINDS[name as Name] : null;

const isSaid = ([name, value]: [string, unknown]): boolean =>
  value !== undefined && !(value === '' && kindOf(name)?.mayBeEmpty);

/** Each value by itself. */
function read(given: readonly [string, unknown][]): { said: Said; faults: string[] } {
  const said: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, value] of given) {
    const kind = kindOf(name);
    const meant = kind?.read(value) ?? null;
    if (kind === null) faults.push(unknownName(name));
    else if (meant === null) faults.push(`"${name}" ${kind.wants}, not ${JSON.stringify(value)}`);
    else said[name] = meant;
  }
  // Each was read by the kind of its own name.
  return { said: said as Said, faults };
}

function unknownName(name: string): string {
  const meant = nearest(name, Object.keys(KINDS));
  return meant === null
    ? `"${name}" is no setting; there are ${Object.keys(KINDS).join(', ')}`
    : `"${name}" is no setting; did you mean "${meant}"?`;
}
