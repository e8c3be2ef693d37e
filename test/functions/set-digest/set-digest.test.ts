import { AsyncResource } from 'node:async_hooks';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { setDigest } from '../../../functions/digests/roster';
import { forget } from '../../../functions/forget-me/forget';
import { type Address, readerOf } from '../../../functions/readers/address';
import { type Reader, readReader } from '../../../functions/readers/reader';
import { readDigestFields } from '../../../functions/set-digest/fields';
import { addSource, deleteSource, readSource } from '../../../functions/sources/store';
import { openTable } from '../../../functions/table/client';
import { DIGESTS, readerKey } from '../../../functions/table/keys';
import { countUnits } from '../../read-units';
import { signIn } from '../openapi/sign-in';
import { type Answered, bearer, type Sent, startWorld, type World } from '../readers/world';

let world: World;
let units: () => number;
/** what happens just before the next write of a single item */
let meanwhile: (() => Promise<void>) | undefined;
beforeAll(async () => {
  world = await startWorld();
  openTable().client.middlewareStack.add(
    (next, { commandName }) =>
      async (call) => {
        const happens = commandName === 'UpdateItemCommand' ? meanwhile : undefined;
        if (happens !== undefined) meanwhile = undefined;
        await happens?.();
        return next(call);
      },
    { step: 'initialize' },
  );
  units = countUnits(openTable().client);
  for (const id of ['first', 'second', 'third']) {
    await addSource(world.table, id, { url: `https://${id}.example/feed` });
  }
});
afterAll(() => world.stop());

let people = 0;
let email: string;
let token: string;
beforeEach(async () => {
  email = `person${++people}@example.org`;
  token = await signIn(world.table, email);
});

const put = (body: Sent['body'], sent: Sent = {}) =>
  world.call('set-digest', 'PUT /me/digest', {
    body: body as object,
    ...sent,
    headers: { ...bearer(token).headers, ...sent.headers },
  });
const me = async () => (await world.call('me', 'GET /me', bearer(token))).body as Record<string, unknown>;
const theReader = async (): Promise<Reader> => {
  const reader = await readReader(world.table, readerOf(email as Address));
  if (reader === null) throw new Error('They are signed in');
  return reader;
};
const form = (...fields: [string, string][]) => new URLSearchParams(fields);
const faultsOf = ({ body }: Answered) =>
  ((body as { errors?: { name: string }[] }).errors ?? []).map(({ name }) => name);

const FORM = 'application/x-www-form-urlencoded';
const SAVED = '/account?saved=digest#digest';
const DAILY = { every: 'day', hour: 8, timeZone: 'UTC', search: null, sources: [], categories: [] };

describe('a digest', () => {
  test('is daily at eight in UTC, of all there is, where only its rhythm is said', async () => {
    expect(await me()).toMatchObject({ digest: null });
    expect(await put({ every: 'day' })).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: DAILY,
    });
    expect(await me()).toMatchObject({ digest: DAILY, mail: 'ok' });
  });

  test('is as somebody wants it, and a second PUT replaces all of it', async () => {
    const wanted = {
      every: 'week',
      hour: 0,
      timeZone: 'europe/berlin',
      search: '"fog bell" <b>&',
      sources: ['second', 'first', 'second'],
      categories: ['Sea', 'Sea', 'sea'],
    };
    const settings = {
      ...wanted,
      timeZone: 'Europe/Berlin',
      sources: ['second', 'first'],
      categories: ['Sea', 'sea'],
    };
    expect((await put(wanted)).body).toEqual(settings);
    expect((await me())['digest']).toEqual(settings);
    expect((await put(settings)).body).toEqual(settings);
    expect((await put({ every: 'day' })).body).toEqual(DAILY);
    expect((await me())['digest']).toEqual(DAILY);
  });

  test('may be none, and be asked for again', async () => {
    expect((await put({ every: 'never' })).body).toEqual({ ...DAILY, every: 'never' });
    expect(await me()).toMatchObject({ digest: { every: 'never' } });
    expect((await put({ every: 'day' })).status).toBe(200);
  });

  test.each(['', ' \n', null])('searches for nothing where the search is %j', async (search) => {
    expect((await put({ every: 'day', search })).body).toMatchObject({ search: null });
  });

  test('comes by a form as well', async () => {
    const sent = form(
      ['every', 'week'],
      ['hour', '7'],
      ['timeZone', 'America/New_York'],
      ['search', ''],
      ['sources', 'first'],
      ['sources', 'third'],
      ['categories', 'Sea'],
    );
    expect(await put(sent)).toMatchObject({ status: 303, headers: { location: SAVED }, body: '' });
    expect((await me())['digest']).toEqual({
      every: 'week',
      hour: 7,
      timeZone: 'America/New_York',
      search: null,
      sources: ['first', 'third'],
      categories: ['Sea'],
    });
  });
});

describe('the form on the page', () => {
  const post = (body: URLSearchParams, headers: Record<string, string> = {}) =>
    world.call('set-digest', 'POST /account/digest', {
      body,
      cookies: [`__Host-newsreel=${token}`],
      headers: { origin: 'https://news.example', ...headers },
    });

  test('names several in the lines of one field, with commas in them', async () => {
    const sent = form(
      ['every', 'day'],
      ['categories', 'Sea, and salt\r\n\r\n  Sky  \r\nSea, and salt\r\n'],
      ['sources', 'first\r\nthird'],
    );
    expect(await post(sent)).toMatchObject({ status: 303, headers: { location: SAVED } });
    expect((await me())['digest']).toMatchObject({
      categories: ['Sea, and salt', 'Sky'],
      sources: ['first', 'third'],
    });
  });

  test('leaves fields empty that ask for nothing', async () => {
    await post(form(['every', 'day'], ['search', ''], ['categories', ''], ['sources', '']));
    expect((await me())['digest']).toEqual(DAILY);
  });

  test('is refused on a page that says what to do', async () => {
    const lines = Array.from({ length: 26 }, (_, at) => `Category ${at}`).join('\n');
    const { status, body } = await post(form(['every', 'day'], ['hour', '24'], ['categories', lines]));
    expect([status, body, body, body]).toEqual([
      400,
      expect.stringContaining('hour must be a whole number'),
      expect.stringContaining('categories may name 25 at most'),
      expect.stringContaining('way back'),
    ]);
  });

  test('is only of a page of ours, and of who is signed in', async () => {
    const sent = form(['every', 'day']);
    expect((await post(sent, { origin: 'https://evil.example' })).status).toBe(403);
    const stranger = await world.call('set-digest', 'POST /account/digest', { body: sent });
    expect(stranger).toMatchObject({ status: 401, body: expect.stringContaining('action="/sign-in"') });
    expect((await me())['digest']).toBe(null);
  });
});

describe('what is wrong is named, and changes nothing', () => {
  test.each<[string[], object]>([
    [['every'], {}],
    [['every'], { every: 'hour' }],
    [['every'], { every: null }],
    [['hour'], { every: 'day', hour: -1 }],
    [['hour'], { every: 'day', hour: 24 }],
    [['hour'], { every: 'day', hour: 1.5 }],
    [['hour'], { every: 'day', hour: '7' }],
    [['hour'], { every: 'day', hour: null }],
    [['timeZone'], { every: 'day', timeZone: 'Mars/Olympus' }],
    [['timeZone'], { every: 'day', timeZone: '' }],
    [['timeZone'], { every: 'day', timeZone: 'UTC+2' }],
    [['timeZone'], { every: 'day', timeZone: '../etc/passwd' }],
    [['timeZone'], { every: 'day', timeZone: 'x'.repeat(300) }],
    [['timeZone'], { every: 'never', timeZone: 7 }],
    [['search'], { every: 'day', search: 'x'.repeat(1_001) }],
    [['search'], { every: 'day', search: ['a'] }],
    [['sources'], { every: 'day', sources: 'first' }],
    [['sources'], { every: 'day', sources: ['First'] }],
    [['sources'], { every: 'day', sources: Array.from({ length: 26 }, () => 'first') }],
    [['sources'], { every: 'day', sources: ['first', 'none'] }],
    [['categories'], { every: 'day', categories: [''] }],
    [['categories'], { every: 'day', categories: ['x'.repeat(201)] }],
    [['limit', 'Every'], { every: 'day', limit: 50, Every: 'day' }],
    [['every', 'hour', 'timeZone'], { every: 'x', hour: 'x', timeZone: 'x' }],
  ])('%j of %j', async (names, body) => {
    await put({ every: 'week' });
    const before = await world.table.items();
    const answer = await put(body);
    expect([answer.status, faultsOf(answer)]).toEqual([400, names]);
    expect(await world.table.items()).toEqual(before);
  });

  test('each source that is none', async () => {
    const { body } = await put({ every: 'day', sources: ['none', 'first', 'gone'] });
    expect(body).toMatchObject({ detail: expect.stringMatching(/: none, gone$/) });
  });

  test.each([
    form(),
    form(['every', 'day'], ['every', 'week']),
    form(['every', 'day'], ['hour', '']),
    form(['every', 'day'], ['hour', '7.0']),
    form(['every', 'day'], ['hour', '24']),
    form(['every', 'day'], ['timeZone', '+02:00']),
    form(['every', 'day'], ['more', '']),
    form(['every', 'day'], ['sources', 'none']),
  ])('of the form %s, on a page', async (fields) => {
    const answer = await put(fields);
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect((await me())['digest']).toBe(null);
  });

  test.each(['', 'nothing', '[]', 'null', '{"every":"day"', '{"every":"day","__proto__":{}}'])(
    'of the body %j',
    async (body) => {
      expect((await put(body)).status).toBe(400);
      expect((await me())['digest']).toBe(null);
    },
  );

  test('of what is neither a form in UTF-8 nor JSON', async () => {
    const bytes = {
      headers: { 'content-type': FORM },
      body: Buffer.from([...Buffer.from('every=day&search='), 0xff]),
    };
    expect(() => readDigestFields(bytes)).toThrow('The form is not in UTF-8');
    expect((await put('<a/>', { headers: { 'content-type': 'application/xml' } })).status).toBe(415);
  });
});

describe('who may', () => {
  test('is a reader, in person, on a page of ours', async () => {
    const body = { every: 'day' };
    expect((await world.call('set-digest', 'PUT /me/digest', { body })).status).toBe(401);
    expect((await put(body, bearer('x'))).status).toBe(401);
    expect((await put(body, bearer('the-admin-token'))).status).toBe(403);
    const cookies = [`__Host-newsreel=${token}`];
    const byCookie = (headers: Record<string, string>) =>
      world.call('set-digest', 'PUT /me/digest', { body, cookies, headers });
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await byCookie(headers)).status).toBe(403);
    }
    expect((await me())['digest']).toBe(null);
    expect((await byCookie({ origin: 'https://news.example' })).status).toBe(200);
    expect((await world.call('set-digest', 'PUT /me/digest?every=day', { body, cookies })).status).toBe(400);
  });

  test('is a member, where there is a paid plan', async () => {
    process.env['NEWSREEL_PAID'] = 'true';
    expect(await put({ every: 'day' })).toMatchObject({
      status: 402,
      body: { actionUrl: 'https://news.example/account' },
    });
    expect((await put(form(['every', 'day']))).body).toContain('https://news.example/account');
    expect((await me())['digest']).toBe(null);
    // The way out is everybody's.
    expect((await put({ every: 'never' })).status).toBe(200);
    process.env['NEWSREEL_PAID'] = '';
    expect(await me()).toMatchObject({ digest: { every: 'never' } });
  });
});

describe('without mail', () => {
  const from = process.env['NEWSREEL_MAIL_FROM'];
  afterEach(() => {
    process.env['NEWSREEL_MAIL_FROM'] = from ?? 'Newsreel <news@newsreel.example>';
  });

  test('there is none to be had, but one to be rid of', async () => {
    await put({ every: 'day' });
    process.env['NEWSREEL_MAIL_FROM'] = '';
    expect(await put({ every: 'week' })).toMatchObject({ status: 503, body: { title: 'No mail' } });
    expect(await me()).toMatchObject({ digest: { every: 'day' } });
    expect((await put({ every: 'never' })).status).toBe(200);
  });
});

test('one is rid of it though its sources are gone', async () => {
  await addSource(world.table, 'passing', { url: 'https://passing.example/feed' });
  const { body } = await put({ every: 'day', sources: ['passing'] });
  const source = await readSource(world.table, 'passing');
  if (source !== null) await deleteSource(world.table, source);
  expect((await put(body as object)).status).toBe(400);
  expect((await put({ ...(body as object), every: 'never' })).status).toBe(200);
});

describe('how mail to them fares', () => {
  /** As SES's events write it down. */
  const mark = (name: 'bouncedAt' | 'complainedAt') =>
    world.table.client.send(
      new UpdateItemCommand({
        TableName: world.table.name,
        Key: readerKey(readerOf(email as Address)),
        UpdateExpression: `SET ${name} = :now`,
        ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
      }),
    );

  test('a complaint is taken back by asking anew, not by asking for none', async () => {
    await mark('complainedAt');
    expect(await me()).toMatchObject({ mail: 'complained' });
    await put({ every: 'never' });
    expect(await me()).toMatchObject({ mail: 'complained' });
    await put({ every: 'day', timeZone: 'Mars/Olympus' });
    expect(await me()).toMatchObject({ mail: 'complained' });
    await put({ every: 'day' });
    expect(await me()).toMatchObject({ mail: 'ok', digest: { every: 'day' } });
  });

  test('a bounce stays one until a mail comes through', async () => {
    await mark('bouncedAt');
    await put({ every: 'day' });
    expect(await me()).toMatchObject({ mail: 'bounced', digest: { every: 'day' } });
  });
});

describe('who was forgotten', () => {
  test('stays so, also where they asked for a digest at that moment', async () => {
    const reader = await theReader();
    // Bound to here: in the handler's own context it would be recorded as a call of the handler.
    meanwhile = AsyncResource.bind(() => forget(world.table, { kind: 'reader', reader, session: 'another' }));
    expect((await put({ every: 'day' })).status).toBe(401);
    const left = (await world.table.items()).filter((item) => JSON.stringify(item).includes(reader.id));
    expect(left).toEqual([]);
  });

  test('and comes back has asked for none, nor is shown what another asked for before', async () => {
    const before = await theReader();
    await put({ every: 'week' });
    await forget(world.table, { kind: 'reader', reader: before, session: 'another' });
    // What was on its way meanwhile.
    await setDigest(world.table, before, { ...DAILY, every: 'week' });
    token = await signIn(world.table, email);
    expect(await me()).toMatchObject({ digest: null });
    expect((await put({ every: 'day' })).body).toEqual(DAILY);
    expect(await me()).toMatchObject({ digest: DAILY });
    const { id } = await theReader();
    expect((await world.table.items(DIGESTS)).filter(({ SK }) => SK?.S === id)).toHaveLength(1);
  });
});

test('costs what it must: who it is, the sources, a write, a look after it', async () => {
  units();
  await put({ every: 'day' });
  const all = units();
  await put({ every: 'day', sources: ['first', 'second'] });
  const some = units();
  await me();
  expect({ all, sources: some - all, me: units() }).toEqual({ all: 4, sources: 2, me: 3 });
});
