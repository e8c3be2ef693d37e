import fc from 'fast-check';
import { Problem } from '../../../functions/http/problem';
import { readDigestFields } from '../../../functions/set-digest/fields';
import { character } from '../../character';
import { faultsOf, operationOf } from './described-api';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

const bodies: Record<string, (fields: unknown) => string> = {
  [JSON_TYPE]: (fields) => JSON.stringify(fields),
  [FORM]: (fields) =>
    new URLSearchParams(
      Object.entries(fields as Record<string, unknown>).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, String(one)]),
      ),
    ).toString(),
};

function takes(type: string, fields: unknown): boolean {
  try {
    readDigestFields({ headers: { 'content-type': type }, body: Buffer.from(bodies[type]?.(fields) ?? '') });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return false;
    throw error;
  }
}

const describes = (type: string, fields: unknown): boolean =>
  faultsOf(operationOf('PUT /me/digest').requestBody?.content[type]?.schema ?? {}, fields).length === 0;

const MANY = Array.from({ length: 25 }, (_, at) => `source-${at}`);

const GOOD: Record<string, unknown>[] = [
  { every: 'never' },
  { every: 'day', hour: 0 },
  { every: 'week', hour: 23, timeZone: 'europe/berlin' },
  { every: 'day', search: '' },
  { every: 'day', search: 'x'.repeat(1_000) },
  { every: 'day', sources: ['a', 'a', 'b-1'], categories: ['Sea', 'é'] },
  { every: 'day', sources: MANY, categories: ['x'.repeat(200)] },
];

it.each(GOOD)('%j is taken, and described', (fields) => {
  for (const type of [JSON_TYPE, FORM]) {
    expect([type, takes(type, fields), describes(type, fields)]).toEqual([type, true, true]);
  }
});

it('null is taken for no search, and no filters for none, in JSON', () => {
  const fields = { every: 'day', search: null, sources: [], categories: [] };
  expect([takes(JSON_TYPE, fields), describes(JSON_TYPE, fields)]).toEqual([true, true]);
});

it('several stand in the lines of one field, in a form', () => {
  const body = new URLSearchParams({ every: 'day', categories: 'Sea, and salt\r\n\r\n Sky \n', sources: '' });
  const fields = { every: 'day', categories: ['Sea, and salt\r\n\r\n Sky \n'], sources: [''] };
  const { categories, sources } = readDigestFields({
    headers: { 'content-type': FORM },
    body: Buffer.from(body.toString()),
  });
  expect({ categories, sources }).toEqual({ categories: ['Sea, and salt', 'Sky'], sources: [] });
  expect(describes(FORM, fields)).toBe(true);
});

const BAD: unknown[] = [
  null,
  [],
  'day',
  {},
  { every: null },
  { every: 'Day' },
  { every: 'day', hour: '7' },
  { every: 'day', hour: null },
  { every: 'day', hour: -1 },
  { every: 'day', hour: 24 },
  { every: 'day', hour: 1.5 },
  { every: 'day', timeZone: '' },
  { every: 'day', timeZone: '+02:00' },
  { every: 'day', timeZone: 'x'.repeat(65) },
  { every: 'day', timeZone: null },
  { every: 'day', search: 7 },
  { every: 'day', search: 'x'.repeat(1_001) },
  { every: 'day', sources: 'a' },
  { every: 'day', sources: ['A'] },
  { every: 'day', sources: [...MANY, 'a'] },
  { every: 'day', categories: [''] },
  { every: 'day', categories: ['x'.repeat(201)] },
  { every: 'day', categories: [7] },
  { every: 'day', limit: 50 },
];

it.each(BAD.map((fields) => [fields] as const))('%j is refused, and not described', (fields) => {
  expect([takes(JSON_TYPE, fields), describes(JSON_TYPE, fields)]).toEqual([false, false]);
});

it('whatever is taken is described', () => {
  const text = fc.string({ unit: character, maxLength: 12 });
  const fields = fc.record(
    {
      every: fc.constantFrom('day', 'week', 'never', 'hour'),
      hour: fc.oneof(fc.integer({ min: -1, max: 25 }), fc.double(), fc.string()),
      timeZone: fc.oneof(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), text),
      search: fc.option(text),
      sources: fc.array(fc.oneof(fc.stringMatching(/^[a-zA-Z0-9-]{0,3}$/), text), { maxLength: 3 }),
      categories: fc.array(text, { maxLength: 3 }),
    },
    { requiredKeys: ['every'] },
  );
  fc.assert(
    fc.property(fields, (given) => {
      for (const type of [JSON_TYPE, FORM]) {
        // What a form can't say, it leaves out.
        const said = type === FORM && given.search === null ? { ...given, search: '' } : given;
        const sent = type === FORM ? { ...said, hour: hourOf(said.hour) } : said;
        if (takes(type, sent)) expect(describes(type, sent)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

/** As a schema sees what a form says: by its type. */
const hourOf = (hour: unknown): unknown =>
  typeof hour === 'string' && /^\d+$/.test(hour) ? Number(hour) : (hour ?? 8);
