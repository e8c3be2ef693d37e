import * as z from 'zod/mini';
import type { Stack } from '../local/stack';
import { readTemplate } from '../local/template';
import { ANY_OTHER, FLOODS, type Flood, LYING_SOURCE, type Takes } from './floods';
import { PRICES, type PriceName } from './prices';
import { LOG_BYTES } from './units';
import { gigabytes } from './use';

/** What a day of it costs, in dollars, at most: what API Gateway turns away costs nothing. */
export interface WorstDay {
  readonly what: string;
  /** requests, as many as are let through */
  readonly aSecond: number;
  readonly dollars: Readonly<Record<Part, number>>;
  readonly sum: number;
}

/** What a day is paid for. */
const PARTS = ['requests', 'functions', 'table', 'transfer', 'logs', 'mail'] as const;
export type Part = (typeof PARTS)[number];

const SECONDS_A_DAY = 86_400;
const MEGABYTES_A_GB = 1024;
/** API Gateway counts a request for each. */
const BYTES_A_REQUEST = 512 * 1024;
/** Of a line of the access log. */
const ACCESS_LOG_BYTES = 230;

const throttle = z.object({ ThrottlingRateLimit: z.number() });
const stage = z.object({
  Properties: z.object({
    DefaultRouteSettings: throttle,
    RouteSettings: z._default(z.record(z.string(), throttle), {}),
  }),
});
const table = z.object({
  Properties: z.object({ OnDemandThroughput: z.object({ MaxReadRequestUnits: z.number() }) }),
});
const resources = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** What bounds a bill, as the template has it. */
interface Bounds {
  stack: Stack;
  /** requests a second that a route is let through */
  rateOf: (route: string) => number;
  /** units a second that may be read of the table */
  mostReads: number;
}

/**
 * The worst day of each kind of attack, by the throttles of the template, in a month whose free allowances are used
 * up: floods of one kind each, all routes at once, a source that lies, and queues that are never empty.
 * @param template the parsed JSON
 * @throws where it has no throttle, or the table no bound
 */
export function worstDays(template: unknown): WorstDay[] {
  const bounds = boundsOf(template);
  const floods = FLOODS.map(({ what, routes, takes }) =>
    dayOf(
      bounds,
      what,
      routes.map((route) => ({ route, takes })),
    ),
  );
  return [...floods, everythingAtOnce(bounds), lyingSource(), workersAllDay(bounds.stack)];
}

/** A Markdown table, the dearest first. */
export function attackTable(days: readonly WorstDay[]): string {
  const rows = days
    .toSorted((one, other) => other.sum - one.sum)
    .map(({ what, aSecond, sum, dollars }) => [
      what,
      aSecond === 0 ? '' : String(aSecond),
      money(sum),
      ...PARTS.map((part) => money(dollars[part])),
    ]);
  const lines = [
    ['all day', 'a second', 'dollars a day', ...PARTS],
    ['---', ...Array(8).fill('---:')],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function boundsOf(template: unknown): Bounds {
  const all = Object.values(z.parse(resources, template).Resources);
  const the = (type: string) => all.find(({ Type }) => Type === type);
  const { DefaultRouteSettings, RouteSettings } = z.parse(stage, the('AWS::ApiGatewayV2::Stage')).Properties;
  return {
    stack: readTemplate(template),
    rateOf: (route) => (RouteSettings[route] ?? DefaultRouteSettings).ThrottlingRateLimit,
    mostReads: z.parse(table, the('AWS::DynamoDB::Table')).Properties.OnDemandThroughput.MaxReadRequestUnits,
  };
}

/** Each route by its dearest flood, where it has one. */
function everythingAtOnce(bounds: Bounds): WorstDay {
  const asked = bounds.stack.routes.map(({ key }) => ({ route: key, takes: dearestOf(key) }));
  return dayOf(bounds, 'all of this at once, and every other route', asked);
}

function dearestOf(route: string): Takes {
  const [dearest] = FLOODS.filter((flood: Flood) => flood.routes.includes(route))
    .map(({ takes }) => takes)
    .toSorted((one, other) => other.reads - one.reads);
  return dearest ?? ANY_OTHER;
}

function dayOf(bounds: Bounds, what: string, asked: { route: string; takes: Takes }[]): WorstDay {
  const rates = asked.map(({ route, takes }) => ({
    ...takes,
    rate: bounds.rateOf(route),
    gigabytes: memoryOf(bounds.stack, route) / MEGABYTES_A_GB,
  }));
  const perDay = (count: (one: (typeof rates)[number]) => number): number =>
    rates.reduce((sum, one) => sum + one.rate * count(one), 0) * SECONDS_A_DAY;
  const requests = perDay(() => 1);
  const reads = Math.min(
    perDay((one) => one.reads),
    bounds.mostReads * SECONDS_A_DAY,
  );
  return withSum(what, requests / SECONDS_A_DAY, {
    requests:
      cost(
        'apiRequests',
        perDay((one) => Math.ceil(one.bytes / BYTES_A_REQUEST)),
      ) + cost('lambdaRequests', requests),
    functions: cost(
      'lambdaTime',
      perDay((one) => one.seconds * one.gigabytes),
    ),
    table:
      cost('tableReads', reads) +
      cost(
        'tableWrites',
        perDay((one) => one.writes ?? 0),
      ),
    transfer: cost('transferOut', gigabytes(perDay((one) => one.bytes))),
    logs: cost('logsIn', gigabytes(requests * (LOG_BYTES + ACCESS_LOG_BYTES))),
    mail: cost(
      'mails',
      perDay((one) => one.mails ?? 0),
    ),
  });
}

/** Of the function behind a route, in MB. */
function memoryOf({ routes, functions }: Stack, route: string): number {
  const id = routes.find(({ key }) => key === route)?.functionId;
  const found = functions.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`The stack has no route ${route}`);
  return found.memoryMb;
}

function lyingSource(): WorstDay {
  const { entries, readingsADay, writes } = LYING_SOURCE;
  const table = cost('tableWrites', entries * readingsADay * writes);
  return withSum('a source with 10,000 new articles whenever it is asked', 0, { table });
}

/** As many at once as their event sources let, and no longer than a day has. */
function workersAllDay({ eventSources, functions }: Stack): WorstDay {
  const gigabytesAtWork = eventSources.reduce((sum, { functionId, concurrency }) => {
    const memory = functions.find(({ id }) => id === functionId)?.memoryMb ?? 0;
    return sum + (concurrency * memory) / MEGABYTES_A_GB;
  }, 0);
  return withSum('queues that are never empty', 0, {
    functions: cost('lambdaTime', gigabytesAtWork * SECONDS_A_DAY),
  });
}

function withSum(what: string, aSecond: number, parts: Partial<Record<Part, number>>): WorstDay {
  const dollars = { requests: 0, functions: 0, table: 0, transfer: 0, logs: 0, mail: 0, ...parts };
  const sum = Object.values(dollars).reduce((total, part) => total + part, 0);
  return { what, aSecond, dollars, sum };
}

const cost = (price: PriceName, quantity: number): number =>
  (quantity / PRICES[price].per) * PRICES[price].dollars;

const money = (dollars: number): string => dollars.toFixed(2);
