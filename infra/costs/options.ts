import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PRICES_OF } from './prices';
import { DEFAULTS, type Workload } from './workload';

/** What the command was asked for. */
export interface Asked {
  workload: Workload;
  json: boolean;
  /** a document whose tables are to be made anew; null where there is none */
  update: string | null;
}

const REGIONS = ['us-east-1'];

/** What each number means, and from where to where it may go. */
const NUMBERS: { readonly [N in keyof Workload]: readonly [meaning: string, least: number, most: number] } = {
  sources: ['feeds and APIs that are asked', 0, 10_000_000],
  articles: ['new articles of one source in a day', 0, 10_000],
  content: ["KB of HTML of an article's content; 0 for summaries alone", 0, 400],
  retention: ['days that an article is kept; 0 for ever, counted as ten years', 0, 36_500],
  readers: ['people who read in a month', 0, 1_000_000_000],
  pages: ['pages that each of them opens in a month', 0, 100_000],
  searches: ['searches and filtered pages of each, besides', 0, 100_000],
  minutes: ['minutes that each has a list in view, which asks what is new', 0, 43_800],
  feeds: ['feed readers that ask once an hour', 0, 1_000_000_000],
  exports: ['files of the whole archive that are taken in a month', 0, 1_000_000],
  members: ['people with a subscription, paid through Stripe', 0, 100_000_000],
  price: ['dollars that a member pays in a month', 0, 10_000],
  digests: ['digests that are mailed in a day', 0, 100_000_000],
};

/**
 * The options of `npm run costs`.
 * @param args what stands behind it
 * @returns null where help was asked for, which is printed then
 * @throws CommanderError with a message for people
 */
export function parseOptions(args: string[]): Asked | null {
  const command = new Command('npm run costs --')
    .description(`What a month of Newsreel costs on AWS, by the list prices of ${PRICES_OF}.`)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  for (const [name, [meaning, least, most]] of Object.entries(NUMBERS)) {
    command.addOption(
      new Option(`--${name} <n>`, meaning)
        .default(DEFAULTS[name as keyof Workload])
        .argParser(number(least, most)),
    );
  }
  command
    .addOption(new Option('--region <name>', 'whose prices').choices(REGIONS).default(REGIONS[0]))
    .option('--json', 'all of it as JSON')
    .option('--update <file>', "makes a document's tables anew, such as docs/costs.md, and prints nothing")
    .addHelpText('after', EXAMPLES);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return null;
    throw error;
  }
  const {
    json = false,
    update = null,
    region: _,
    ...workload
  } = command.opts<Workload & { json?: boolean; update?: string; region: string }>();
  return { workload, json, update };
}

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,10}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };

const EXAMPLES = `
Examples:
  $ npm run costs -- --sources 20
  $ npm run costs -- --sources 1000 --articles 10 --readers 10000 --feeds 500
  $ npm run costs -- --sources 1000 --readers 10000 --members 200 --price 5 --digests 150 --json

The month is one of later on, when the archive is as large as it gets. docs/costs.md says what is measured and what is
assumed. Exit codes: 0 done, 2 not understood.`;
