import path from 'node:path';
import { parseArgs } from 'node:util';
import ipaddr from 'ipaddr.js';
import { codeOf, messageOf } from './problem';

/** What `npm start` was asked for. */
export interface Options {
  /** 0 takes a free port */
  port: number;
  /** absolute path */
  data: string;
  /** absolute path of the file of first sources; null is the catalogue */
  sources: string | null;
  /** minutes between two cycles; 0 = only when asked */
  every: number;
  /** days that an article is kept; 0 = for ever */
  retention: number;
  /** CIDRs that sources may live on although they are private, each perhaps with `:port` */
  allowNetwork: string[];
  samples: boolean;
  help: boolean;
}

/** The command was not understood. The message is one line for a person. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const A_YEAR_OF_MINUTES = 366 * 24 * 60;
const A_CENTURY_OF_DAYS = 36_500;

export const HELP = `Runs the whole of Newsreel on this machine.

npm start -- [options]

  --port N               listen on 127.0.0.1:N, 0 takes a free port (NEWSREEL_PORT; 3000)
  --data DIR             where the table, the queues and the secrets are kept (NEWSREEL_DATA; .newsreel)
  --sources FILE         first sources of an empty table: OPML, a JSON array, or text with a URL a line
                         (NEWSREEL_SOURCES; the built-in catalogue)
  --every MINUTES        how often to look for news, 0 only when asked (NEWSREEL_EVERY; 30)
  --retention DAYS       how long an article is kept, 0 for ever (NEWSREEL_RETENTION_DAYS; 365)
  --allow-network CIDR   private or loopback addresses that sources may live on, may be repeated
                         (NEWSREEL_ALLOW_NETWORK, separated by commas; none)
  --samples              serve and use the bundled sample feeds
  --help                 this list
`;

/**
 * The options of a start: each from the command line, else from its variable, else its default.
 * Relative paths start at the working directory.
 * @throws UsageError for an option or a value that is wrong
 */
export function parseOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const given = readArgs(args);
  const setting = (option: 'port' | 'data' | 'sources' | 'every' | 'retention', variable: string) => {
    if (given[option] !== undefined) return { name: `--${option}`, value: given[option] };
    return { name: variable, value: env[variable] || undefined };
  };
  const sources = setting('sources', 'NEWSREEL_SOURCES').value;
  return {
    port: wholeNumber(setting('port', 'NEWSREEL_PORT'), 3000, 65_535),
    data: path.resolve(setting('data', 'NEWSREEL_DATA').value ?? '.newsreel'),
    sources: sources === undefined ? null : path.resolve(sources),
    every: wholeNumber(setting('every', 'NEWSREEL_EVERY'), 30, A_YEAR_OF_MINUTES),
    retention: wholeNumber(setting('retention', 'NEWSREEL_RETENTION_DAYS'), 365, A_CENTURY_OF_DAYS),
    allowNetwork: networks(given['allow-network'], env['NEWSREEL_ALLOW_NETWORK']),
    samples: given.samples ?? false,
    help: given.help ?? false,
  };
}

function readArgs(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      strict: true,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        sources: { type: 'string' },
        every: { type: 'string' },
        retention: { type: 'string' },
        'allow-network': { type: 'string', multiple: true },
        samples: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const empty = (['data', 'sources'] as const).find((option) => values[option] === '');
    if (empty !== undefined) throw new UsageError(`--${empty} must not be empty.`);
    return values;
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS')) throw error;
    // Node goes on with advice of several lines.
    const [first = ''] = messageOf(error).split(/\.\s|\n/);
    const message = first
      .replace(/\.$/, '')
      .replace('argument is ambiguous', 'needs a value, without a dash before it');
    throw new UsageError(`${message}.`);
  }
}

function wholeNumber(
  setting: { name: string; value: string | undefined },
  otherwise: number,
  most: number,
): number {
  if (setting.value === undefined) return otherwise;
  const number = /^\d{1,9}$/.test(setting.value) ? Number(setting.value) : Number.NaN;
  if (number <= most) return number;
  throw new UsageError(`${setting.name} must be a whole number from 0 to ${most}, not "${setting.value}".`);
}

function networks(options: string[] | undefined, variable: string | undefined): string[] {
  const [name, texts] =
    options === undefined ? ['NEWSREEL_ALLOW_NETWORK', [variable ?? '']] : ['--allow-network', options];
  const items = texts.flatMap((text) => text.split(',')).map((item) => item.trim());
  return items.filter((item) => item !== '' || options !== undefined).map((item) => network(name, item));
}

function network(name: string, item: string): string {
  const [, cidr = '', port = ''] = /^(.*?\/\d{1,3})(:\d{1,5})?$/.exec(item) ?? [];
  const [address = '', bits] = cidr.split('/');
  const isV4 = ipaddr.IPv4.isValidFourPartDecimal(address);
  const most = isV4 ? 32 : ipaddr.IPv6.isValid(address) ? 128 : -1;
  if (Number(bits) <= most && Number(port.slice(1)) <= 65_535) return item;
  throw new UsageError(`${name} must be a network such as 127.0.0.0/8 or fd00::/8, not "${item}".`);
}
