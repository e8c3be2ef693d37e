import fc from 'fast-check';
import { exportFormParameters } from '../../../functions/account-page/export-address';
import { parseAccountParameters } from '../../../functions/account-page/parameters';
import { adminPageParameters } from '../../../functions/admin-page/parameters';
import { isId } from '../../../functions/article/id';
import { returnParameters } from '../../../functions/checkout-return/session-id';
import { parseExportParameters } from '../../../functions/export/parameters';
import { parseFeedParameters } from '../../../functions/feed-out/parameters';
import type { ApiHandler } from '../../../functions/http/api';
import { NO_PARAMETERS, readParameters } from '../../../functions/http/parameters';
import { Problem } from '../../../functions/http/problem';
import { parseListParameters } from '../../../functions/list/parameters';
import { PAGE_REPEATABLE, pageParameters } from '../../../functions/reading-pages/parameters';
import { sourcesParameters } from '../../../functions/reading-pages/sources-parameters';
import { fetchParameters } from '../../../functions/trigger/parameters';
import { unsubscribeParameters } from '../../../functions/unsubscribe/parameters';
import { character } from '../../character';
import { request } from '../../request';
import { HANDLERS } from './asker';
import { faultsOf, operationOf, operations, type Parameter, resolved } from './described-api';

type Parse = (query: URLSearchParams) => unknown;

/** Of a route that reads its query in its handler, before it asks the table for anything. */
const asking =
  (route: string): Parse =>
  async (query) => {
    const { handler } = (await import(`../../../functions/${HANDLERS[route]}/handler`)) as {
      handler: ApiHandler;
    };
    const { statusCode } = await handler(request(`${route}?${query}`));
    if (statusCode === 400) throw new Problem(400, 'Refused', 'By the handler');
  };

/** What reads the query of each route that has parameters. */
const PARSERS: Record<string, Parse> = {
  'GET /articles': parseListParameters,
  'GET /export': parseExportParameters,
  'GET /feed.atom': parseFeedParameters,
  'GET /feed.rss': parseFeedParameters,
  'GET /feed.json': parseFeedParameters,
  'POST /fetch': (query) => readParameters(fetchParameters, query),
  'GET /admin': (query) => readParameters(adminPageParameters, query),
  'GET /account': parseAccountParameters,
  // Empty fields of their forms are left out before.
  'GET /': (query) => readParameters(pageParameters, query, PAGE_REPEATABLE),
  'GET /from': (query) => readParameters(sourcesParameters, query),
  'GET /from/{id}': (query) => readParameters(pageParameters, query, PAGE_REPEATABLE),
  'GET /account/export': (query) => readParameters(exportFormParameters, query),
  'GET /checkout/return': (query) => readParameters(returnParameters, query),
  'GET /unsubscribe': (query) => readParameters(unsubscribeParameters, query),
  'POST /unsubscribe': (query) => readParameters(unsubscribeParameters, query),
  'GET /sign-in': asking('GET /sign-in'),
  'DELETE /me': asking('DELETE /me'),
};

const parserOf = (route: string): Parse =>
  PARSERS[route] ?? ((query) => readParameters(NO_PARAMETERS, query));

/** What the API does: true where it takes a query, false where it answers 400. */
async function isTaken(route: string, query: URLSearchParams): Promise<boolean> {
  try {
    await parserOf(route)(query);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return false;
    throw error;
  }
}

/** What the document says: true where all parameters are known, given as often as they may be, and valid. */
function isDocumented(route: string, query: URLSearchParams): boolean {
  const parameters = queryParametersOf(route);
  if (parameters.some(({ name, required }) => required && !query.has(name))) return false;
  return [...new Set(query.keys())].every((name) => {
    const found = parameters.find((parameter) => parameter.name === name);
    if (found === undefined) return false;
    const values = query.getAll(name);
    if (found.schema.type === 'array') return faultsOf(found.schema, values).length === 0;
    return values.length === 1 && faultsOf(found.schema, read(found, values[0] ?? '')).length === 0;
  });
}

const queryParametersOf = (route: string): Parameter[] =>
  (operationOf(route).parameters ?? []).map(resolved).filter((parameter) => parameter.in === 'query');

/** What a route wants besides a parameter. */
const requiredBeside = (route: string, name: string): [string, string][] =>
  queryParametersOf(route)
    .filter((parameter) => parameter.required && parameter.name !== name)
    .map((parameter) => [parameter.name, GOOD[parameter.name]?.[0] ?? '']);

/** A value by its type, as a server reads it. */
const read = ({ schema }: Parameter, text: string): unknown =>
  schema.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;

const ULID = '01M831FGFG5DEVP04599744RPE';

const GOOD: Record<string, string[]> = {
  source: ['a', 'hackernews', `a${'-'.repeat(63)}`],
  category: ['Science', 'é', 'x'.repeat(200)],
  search: ['', 'two words', '"quoted', 'x'.repeat(1_000)],
  since: [
    '2026-11-22',
    '2026-11-22T08:30',
    '2026-11-22T08:30:00',
    '2026-11-22T08:30:00Z',
    '2026-11-22t08:30:00.123456789z',
    '2026-11-22T08:30:00+01:00',
    '2026-11-22T08:30:00-0100',
    // As a plus sign arrives that nobody encoded.
    '2026-11-22T08:30:00 01:00',
  ],
  until: ['1969-12-31', '9999-12-31T23:59:59Z'],
  limit: ['1', '20', '100', '007'],
  cursor: [ULID, `${ULID}.`],
  newer: [ULID, `${ULID}.`],
  after: ['a', 'hackernews'],
  format: ['json', 'csv', 'ndjson'],
  token: ['', 'x'],
  cancel: ['true', 'false'],
  saved: ['digest'],
  forgotten: ['true'],
  look: ['1', '10', '999'],
  cycle: [ULID],
  added: ['a', 'hackernews'],
  removed: ['a', 'hackernews'],
  imported: ['0.0.0', '12.3.0', '99999.99999.99999'],
  session_id: ['cs_1', 'cs_test_a1B2', `cs_${'x'.repeat(250)}`],
};

const BAD: Record<string, string[]> = {
  source: ['', 'A', '-a', 'a b', 'a'.repeat(65)],
  category: ['', 'x'.repeat(201)],
  search: ['x'.repeat(1_001)],
  since: ['', 'yesterday', '2026', '2026-11', '26-11-22', '2026-11-22T', '2026-11-22T08', '2026-11-22 08:30'],
  until: ['', '2026/11/22', '2026-11-22T08:30:00+1', '1795342500'],
  limit: ['', '0', '101', '-1', '1.5', 'x', '1e1'],
  newer: ['', 'x', ULID.slice(1)],
  after: ['', 'A', '-a'],
  cursor: ['', 'x', ULID.toLowerCase(), `${ULID}..`, ULID.slice(1)],
  format: ['', 'JSON', 'xml'],
  cancel: ['', 'True', '1'],
  saved: ['', 'plan'],
  forgotten: ['', 'false'],
  look: ['', '0', '-1', '01', '1.5', '1000'],
  cycle: ['', 'x', ULID.toLowerCase(), ULID.slice(1)],
  added: ['', 'A', '-a'],
  removed: ['', 'A', '-a'],
  imported: ['', '1', '1.2', '1.2.3.4', '-1.0.0', '123456.0.0'],
  session_id: ['', 'cs_', 'pi_1', 'cs_a/b', ' cs_a', `cs_${'x'.repeat(251)}`],
};

/** What may be anything. */
const FREE = ['token'];

// The address that Stripe calls is its owner's to write: there the signature is checked, and no query.
const routes = [...operations.keys()].filter((route) => route !== 'POST /stripe/webhook');
const withQuery = routes.flatMap((route) =>
  queryParametersOf(route).map(({ name }) => [route, name] as const),
);

it.each(withQuery.filter(([route]) => route !== 'POST /fetch'))(
  '%s and its description agree on %s',
  async (route, name) => {
    const good = GOOD[name] ?? [];
    const bad = BAD[name] ?? [];
    expect([good.length > 0, bad.length > 0]).toEqual([true, !FREE.includes(name)]);
    for (const value of [...good, ...bad]) {
      const query = new URLSearchParams([...requiredBeside(route, name), [name, value]]);
      const isGood = good.includes(value);
      expect([value, await isTaken(route, query), isDocumented(route, query)]).toEqual([
        value,
        isGood,
        isGood,
      ]);
    }
  },
);

it.each(routes)('%s and its description know the same parameters', async (route) => {
  const names = [...Object.keys(GOOD), 'id'];
  for (const name of names) {
    const query = new URLSearchParams([[name, GOOD[name]?.[0] ?? 'x']]);
    expect([name, await isTaken(route, query)]).toEqual([name, isDocumented(route, query)]);
  }
});

it.each(withQuery)('%s and its description agree on how often %s may be given', async (route, name) => {
  for (const times of [2, 30, 31, 100, 101]) {
    const query = new URLSearchParams(
      Array.from({ length: times }, (): [string, string] => [name, GOOD[name]?.[0] ?? 'x']),
    );
    expect([times, await isTaken(route, query)]).toEqual([times, isDocumented(route, query)]);
  }
});

beforeAll(() => {
  process.env['TABLE_NAME'] ??= 'not-there';
});

/** Times, almost times, and anything. */
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.stringMatching(
    /^\d{4}-[01]\d-[0-3]\d([Tt][012]\d:[0-5]\d(:[0-6]\d(\.\d{1,9})?)?([Zz]|[ +-][0-2]\d:?[0-6]\d)?)?$/,
  ),
  fc.string(),
);
const VALUES: Record<string, fc.Arbitrary<string>> = {
  source: fc.stringMatching(/^[a-z0-9-]{1,66}$/),
  category: fc.string({ unit: character, maxLength: 210 }),
  search: fc.string({ unit: character, maxLength: 1_010 }),
  since: time,
  until: time,
  limit: fc.oneof(fc.integer({ min: -1, max: 120 }).map(String), fc.stringMatching(/^[0-9.e+-]{1,4}$/)),
  cursor: fc.stringMatching(/^[0-8][0-9A-HJKMNP-TV-Z]{24,26}\.?$/),
  format: fc.constantFrom('json', 'csv', 'ndjson', 'Json'),
};
const query = fc
  .array(
    fc
      .constantFrom(...Object.keys(VALUES))
      .chain((name) => fc.tuple(fc.constant(name), VALUES[name] ?? fc.string())),
    { maxLength: 3 },
  )
  .map((pairs) => new URLSearchParams(pairs));

const FILTERED = Object.keys(PARSERS).filter((route) =>
  queryParametersOf(route).some(({ name }) => name in VALUES),
);

it.each(FILTERED)('whatever %s takes, its description allows', (route) => {
  return fc.assert(
    fc.asyncProperty(query, async (asked) => {
      if (await isTaken(route, asked)) expect(isDocumented(route, asked)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('an article’s id is described as it is', () => {
  const [id] = (operationOf('GET /articles/{id}').parameters ?? []).map(resolved);
  fc.assert(
    fc.property(
      fc.stringMatching(/^[0-9A-Za-z]{25,27}$/),
      fc.stringMatching(/^[0-8][0-9A-Z]{25}$/),
      (...texts) => {
        for (const text of [...texts, ULID])
          expect(isId(text)).toBe(faultsOf(id?.schema ?? {}, text).length === 0);
      },
    ),
  );
});
