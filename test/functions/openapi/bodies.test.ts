import fc from 'fast-check';
import type { JsonSchema } from '../../../functions/openapi/components';
import { InvalidSourceError, parseSource, patchSource } from '../../../functions/sources/settings';
import { character } from '../../character';
import { webAddress } from '../../web-address';
import { faultsOf, operationOf } from './described-api';

const schemaOf = (route: string, type: string): JsonSchema =>
  operationOf(route).requestBody?.content[type]?.schema ?? {};

const SETTINGS = schemaOf('POST /sources', 'application/json');
const CHANGES = schemaOf('PATCH /sources/{id}', 'application/merge-patch+json');

const isSource = (value: unknown): boolean => isTaken(() => parseSource(value));
const isChange = (before: unknown, patch: unknown): boolean =>
  isTaken(() => patchSource(parseSource(before), patch));

function isTaken(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof InvalidSourceError) return false;
    throw error;
  }
}

const URL = 'https://a.example/feed';
const SECRET = { secret: 'a-secret' };

/** Each with what is wrong in the next. */
const GOOD: Record<string, unknown>[] = [
  { url: URL },
  { url: '  HTTPS://A.example/a feed ' },
  { url: 'feed:a.example/feed' },
  { url: URL, id: 'a-1', title: ' A title ', kind: 'feed', every: 1, categories: [] },
  { url: URL, title: `${' '.repeat(9)}${'x'.repeat(500)} `, categories: [' b '] },
  { url: URL, headers: { Accept: 'text/plain', 'X-Key': SECRET } },
  { url: URL, kind: 'json', map: { title: 'a.b' } },
  { url: URL, kind: 'json', map: { items: '', content: 'a' } },
  { url: URL, auth: { type: 'basic', username: '', password: SECRET } },
  { url: URL, auth: { type: 'bearer', token: SECRET } },
  { url: URL, auth: { type: 'header', name: 'X-Key', value: SECRET } },
  { url: URL, auth: { type: 'hmac', keyId: 'me', key: SECRET } },
  { url: URL, auth: { type: 'oauth2', tokenUrl: URL, clientId: 'me', clientSecret: SECRET, scope: 'a b' } },
];

const BAD: unknown[] = [
  null,
  [],
  'https://a.example/feed',
  {},
  { url: 1 },
  { url: 'a.example' },
  { url: 'ftp://a.example' },
  { url: URL, id: 'A' },
  { url: URL, title: ' ' },
  { url: URL, title: null },
  { url: URL, kind: 'html' },
  { url: URL, every: 0 },
  { url: URL, every: 1.5 },
  { url: URL, every: 44_641 },
  { url: URL, categories: ['', 'b'] },
  { url: URL, categories: Array.from({ length: 51 }, (_, at) => String(at)) },
  { url: URL, unheard: 'of' },
  { url: URL, headers: { 'a b': 'c' } },
  { url: URL, headers: Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`x-${at}`, 'a'])) },
  { url: URL, headers: { a: { secret: 'b', c: 'd' } } },
  { url: URL, kind: 'json' },
  { url: URL, map: { title: 'a' } },
  { url: URL, kind: 'json', map: { url: 'a' } },
  { url: URL, kind: 'json', map: { title: '' } },
  { url: URL, auth: { type: 'digest' } },
  { url: URL, auth: { type: 'bearer', token: 'plainly' } },
  { url: URL, auth: { type: 'bearer', token: SECRET, username: 'a' } },
  { url: URL, auth: { type: 'oauth2', tokenUrl: URL, clientId: 'me' } },
];

it.each(GOOD)('%j can be a source, and is described as one', (body) => {
  expect([isSource(body), faultsOf(SETTINGS, body)]).toEqual([true, []]);
});

it.each(BAD.map((body) => [body] as const))('%j cannot be a source, and is not described as one', (body) => {
  expect([isSource(body), faultsOf(SETTINGS, body).length > 0]).toEqual([false, true]);
});

const BASIC = { url: URL, title: 'A', auth: { type: 'basic', username: 'me', password: SECRET } };
const JSON_API = { url: URL, kind: 'json', map: { title: 'a', url: 'b' }, headers: { a: 'b' } };

const GOOD_CHANGES: [before: unknown, patch: unknown][] = [
  [BASIC, {}],
  [BASIC, { url: 'https://b.example/', every: 60 }],
  [BASIC, { title: null, auth: null, categories: null }],
  [BASIC, { auth: { username: 'you' } }],
  [BASIC, { auth: { password: { secret: 'another' } } }],
  [BASIC, { auth: { type: 'bearer', token: SECRET } }],
  [BASIC, { kind: 'json', map: { title: 'a' } }],
  [JSON_API, { map: { url: null, author: 'c' } }],
  [JSON_API, { map: { items: null } }],
  [JSON_API, { headers: { a: null, b: SECRET } }],
  [JSON_API, { kind: 'feed', map: null }],
  [
    { ...BASIC, auth: { type: 'oauth2', tokenUrl: URL, clientId: 'me', clientSecret: SECRET, scope: 'a' } },
    { auth: { scope: null } },
  ],
];

const BAD_CHANGES: [before: unknown, patch: unknown][] = [
  [BASIC, null],
  [BASIC, []],
  [BASIC, { id: 'another' }],
  [BASIC, { url: null }],
  [BASIC, { unheard: null }],
  [BASIC, { title: 1 }],
  [BASIC, { every: 0 }],
  [BASIC, { auth: { type: 'digest' } }],
  [BASIC, { auth: { password: 'plainly' } }],
  [JSON_API, { map: { unheard: 'of' } }],
  [JSON_API, { headers: { a: 1 } }],
];

it.each(GOOD_CHANGES)('%j may be changed by %j, which is described', (before, patch) => {
  expect([isChange(before, patch), faultsOf(CHANGES, patch)]).toEqual([true, []]);
});

it.each(BAD_CHANGES)('%j may not be changed by %j, which is not described', (before, patch) => {
  expect([isChange(before, patch), faultsOf(CHANGES, patch).length > 0]).toEqual([false, true]);
});

/** What fields may hold, and almost. */
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 12 }),
  fc.constantFrom('', ' ', '\n', 'a'.repeat(101)),
);
const secret = fc.oneof({ weight: 5, arbitrary: fc.constant(SECRET) }, { weight: 1, arbitrary: text });
const path = fc.oneof(fc.constantFrom('a', 'a.b', ''), text);
const some = <Model extends Record<string, unknown>>(
  model: { [Name in keyof Model]: fc.Arbitrary<Model[Name]> },
) => fc.record(model, { requiredKeys: [] });
const auth = fc.oneof(
  fc.constantFrom(...GOOD.flatMap((body) => ('auth' in body ? [body['auth']] : []))),
  some({
    type: fc.constantFrom('basic', 'bearer', 'other'),
    username: text,
    password: secret,
    token: secret,
  }),
);
const map = some({ items: path, title: path, content: path, author: path, other: path });
const fields = {
  id: fc.stringMatching(/^[a-zA-Z0-9-]{0,4}$/),
  title: text,
  kind: fc.constantFrom('feed', 'json', 'other'),
  every: fc.oneof(fc.integer({ min: -1, max: 44_700 }), fc.double()),
  categories: fc.array(text, { maxLength: 3 }),
  headers: fc.dictionary(fc.stringMatching(/^[a-z -]{1,5}$/), fc.oneof(text, secret), { maxKeys: 3 }),
  auth,
  map,
};
const url = fc.oneof(
  webAddress(),
  webAddress().map((href) => ` feed:${href}`),
  text,
);
const body = some({ url, ...fields });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 5 });

it('whatever can be a source is described as one', () => {
  fc.assert(
    fc.property(body, url, (settings, address) => {
      const given = { url: address, ...settings };
      if (isSource(given)) expect(faultsOf(SETTINGS, given)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

it('whatever may change a source is described', () => {
  const patch = some({
    url: orNull(url),
    title: orNull(text),
    kind: orNull(fields.kind),
    every: orNull(fields.every),
    categories: orNull(fields.categories),
    headers: orNull(fc.dictionary(fc.constantFrom('a', 'b', 'c'), orNull(fc.oneof(text, secret)))),
    auth: orNull(auth),
    map: orNull(some({ items: orNull(path), title: orNull(path), url: orNull(path), content: orNull(path) })),
  });
  fc.assert(
    fc.property(fc.constantFrom(BASIC, JSON_API), patch, (before, changes) => {
      if (isChange(before, changes)) expect(faultsOf(CHANGES, changes)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
