import fc from 'fast-check';
import { readSubscription, type Subscription, setDigest } from '../../../functions/digests/roster';
import type { DigestSettings } from '../../../functions/digests/settings';
import { unsubscribeToken } from '../../../functions/digests/unsubscribe-token';
import { forget } from '../../../functions/forget-me/forget';
import { type Address, parseAddress } from '../../../functions/readers/address';
import { type Reader, welcomeReader } from '../../../functions/readers/reader';
import { openTable } from '../../../functions/table/client';
import { character } from '../../character';
import { countUnits } from '../../read-units';
import { type Sent, startWorld, type World } from '../readers/world';

const FORM = 'application/x-www-form-urlencoded';
const ONE_CLICK = 'List-Unsubscribe=One-Click';
const PAGE = 'text/html; charset=utf-8';
const SETTINGS: DigestSettings = {
  every: 'week',
  hour: 8,
  timeZone: 'Europe/Berlin',
  search: 'fog',
  sources: [],
  categories: [],
};

let world: World;
let units: () => number;
beforeAll(async () => {
  world = await startWorld();
  units = countUnits(openTable().client);
});
afterAll(() => world.stop());

let people = 0;
let reader: Reader;
let token: string;
beforeEach(async () => {
  reader = await welcomeReader(world.table, parseAddress(`person${++people}@example.org`) as Address);
  token = await subscribe(reader);
});

async function placeOf({ id }: Reader): Promise<Subscription> {
  const subscription = await readSubscription(world.table, id);
  if (subscription === null) throw new Error('They have a place');
  return subscription;
}

/** @returns the token of the link in their digests */
async function subscribe(who: Reader, settings = SETTINGS): Promise<string> {
  await setDigest(world.table, who, settings);
  return unsubscribeToken(await placeOf(who));
}

const everyOf = async (who: Reader) => (await placeOf(who)).settings.every;
const query = (given: string) => `?token=${encodeURIComponent(given)}`;
const show = (given: string) => world.call('unsubscribe-page', `GET /unsubscribe${query(given)}`);
const post = (given: string, sent: Sent = {}) =>
  world.call('unsubscribe', `POST /unsubscribe${query(given)}`, sent);
const oneClick = (given: string) => post(given, { body: ONE_CLICK, headers: { 'content-type': FORM } });

describe('the page', () => {
  test('says what would end, and asks', async () => {
    const { status, headers, cookies, body } = await show(token);
    expect([status, cookies]).toEqual([200, []]);
    expect(headers).toMatchObject({
      'content-type': PAGE,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'content-security-policy': expect.stringContaining("form-action 'self'"),
    });
    expect(body).toContain('every Monday at 08:00 (Europe/Berlin)');
    expect(body).toContain(`<form method="post" action="/unsubscribe?token=${token}">`);
    expect(String(body).match(/<button/g)).toHaveLength(1);
    expect(body).not.toMatch(/<script|person\d+@/);
  });

  test('of a daily digest', async () => {
    await subscribe(reader, { ...SETTINGS, every: 'day', hour: 17, timeZone: 'UTC' });
    expect((await show(token)).body).toContain('every day at 17:00 (UTC)');
  });

  test('changes nothing, whoever looks at it, and writes nothing', async () => {
    const before = await world.table.items();
    const scanner = { headers: { accept: '*/*', 'user-agent': 'Scanner', 'list-unsubscribe': 'One-Click' } };
    for (const sent of [{}, scanner, { ...scanner, cookies: ['__Host-newsreel=x'] }]) {
      const link = `GET /unsubscribe?token=${token}`;
      expect((await world.call('unsubscribe-page', link, sent)).status).toBe(200);
    }
    for (const given of ['', 'x', token.slice(1)]) await show(given);
    expect(await world.table.items()).toEqual(before);
    units();
    await show(token);
    expect(units()).toBe(1);
  });

  test('says so where it has ended already', async () => {
    await oneClick(token);
    const { status, body } = await show(token);
    expect(status).toBe(200);
    expect(body).toContain('Ended already');
    expect(body).toContain('href="/account"');
    expect(body).not.toContain('<form');
  });
});

describe('one click', () => {
  test.each<[string, Sent]>([
    ['a form', { body: ONE_CLICK, headers: { 'content-type': FORM } }],
    ['a form with a charset', { body: ONE_CLICK, headers: { 'content-type': `${FORM}; charset=UTF-8` } }],
    [
      'a form of parts',
      {
        body: `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      },
    ],
    ['nothing', {}],
    ['nothing, said to be a form of parts', { headers: { 'content-type': 'multipart/form-data' } }],
    ['JSON', { body: { 'List-Unsubscribe': 'One-Click' } }],
    ['what is no JSON', { body: '{' }],
    ['XML', { body: '<a/>', headers: { 'content-type': 'application/xml' } }],
    ['a type that is none', { body: 'x', headers: { 'content-type': 'what ever' } }],
    ['another token in the body', { body: `${ONE_CLICK}&token=x`, headers: { 'content-type': FORM } }],
  ])('by %s ends it', async (_, sent) => {
    const answer = await post(token, sent);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      cookies: [],
      body: { unsubscribed: true },
    });
    expect(answer.headers['location']).toBeUndefined();
    expect(await everyOf(reader)).toBe('never');
  });

  test('from any site, signed in or not, as anybody', async () => {
    const stranger = await world.signIn('stranger@example.org');
    for (const headers of [
      { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { authorization: 'Bearer another' },
    ]) {
      await subscribe(reader);
      expect((await post(token, { headers, cookies: [`__Host-newsreel=${stranger}`] })).status).toBe(200);
      expect(await everyOf(reader)).toBe('never');
    }
  });

  test('twice is as once, and nothing is written the second time', async () => {
    const first = await oneClick(token);
    const after = await world.table.items();
    expect(await oneClick(token)).toEqual(first);
    expect(await world.table.items()).toEqual(after);
  });

  test('of many at once is as one', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => oneClick(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await everyOf(reader)).toBe('never');
  });

  test('ends what is set now, by a link of any mail, and keeps the rest of the wish', async () => {
    await subscribe(reader, { ...SETTINGS, every: 'day', hour: 5 });
    await oneClick(token);
    expect((await placeOf(reader)).settings).toEqual({ ...SETTINGS, every: 'never', hour: 5 });
    expect(await subscribe(reader)).toBe(token);
    expect(await everyOf(reader)).toBe('week');
  });

  test('is of digests alone: a mail to sign in by still comes', async () => {
    await oneClick(token);
    expect(await world.mailedLink(reader.address)).toMatch(/^[\w-]{27}\./);
  });

  test('costs a read and a write', async () => {
    units();
    await oneClick(token);
    expect(units()).toBe(2);
    await oneClick(token);
    expect(units()).toBe(1);
  });
});

describe('the button', () => {
  const press = (given: string) =>
    post(given, { body: new URLSearchParams(), headers: { accept: 'text/html,*/*;q=0.8' } });

  test('ends it, says so, and how to have it again', async () => {
    const { status, headers, body } = await press(token);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': PAGE, 'referrer-policy': 'no-referrer' });
    expect(body).toContain('No digest comes any more');
    expect(body).toContain('href="/account"');
    expect(body).not.toContain(reader.address);
    expect(await everyOf(reader)).toBe('never');
    expect((await press(token)).body).toBe(body);
  });

  test('is a page also for browsers that do not say what they take', async () => {
    expect((await post(token, { body: new URLSearchParams() })).headers['content-type']).toBe(PAGE);
  });

  test('may bring the token in the form', async () => {
    const fields = (given: string) => ({ body: new URLSearchParams({ token: given }) });
    expect((await world.call('unsubscribe', 'POST /unsubscribe', fields('x'))).status).toBe(400);
    expect((await world.call('unsubscribe', 'POST /unsubscribe', fields(token))).status).toBe(200);
    expect(await everyOf(reader)).toBe('never');
  });
});

describe('a link that is none of ours', () => {
  const refused = async (given: string) => {
    const before = await world.table.items();
    const page = await show(given);
    expect(page).toMatchObject({ status: 400, headers: { 'content-type': PAGE } });
    expect(page.body).toContain('This link is none of ours, or its reader was forgotten');
    expect(page.body).not.toContain('<form');
    expect(await oneClick(given)).toMatchObject({ status: 400 });
    expect(await post(given)).toMatchObject({ status: 400, body: { status: 400, title: 'Not our link' } });
    expect(await world.table.items()).toEqual(before);
  };

  test('is cut, changed, empty, of bytes, or far too long', async () => {
    const [id = '', secret = ''] = token.split('.');
    const other = await subscribe(await welcomeReader(world.table, 'other@example.org' as Address));
    const [otherId = ''] = other.split('.');
    const wrong = [
      '',
      id,
      secret,
      token.slice(0, -1),
      token.slice(1),
      `${token}x`,
      ` ${token}`,
      `${token}\n`,
      token.replace('.', ''),
      `${otherId}.${secret}`,
      `${id}.${'A'.repeat(22)}`,
      `${id}.${secret.toLowerCase()}x`.slice(0, token.length),
      'x'.repeat(10_000),
      `${'a'.repeat(27)}.${'b'.repeat(22)}`,
      '"><script>alert(1)</script>',
      '\0\u0001\u{1f600}',
      '__proto__',
    ];
    for (const given of wrong.filter((one) => one !== token)) await refused(given);
    expect([await everyOf(reader), (await show(other)).status]).toEqual(['week', 200]);
  });

  test('whatever it is made of', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: character, maxLength: 60 }), async (given) => {
        expect((await show(given)).status).toBe(400);
        expect((await post(given)).status).toBe(400);
      }),
      { numRuns: 50 },
    ));

  test('in bytes that are no UTF-8', async () => {
    for (const [name, route] of [
      ['unsubscribe-page', 'GET /unsubscribe?token=%ff%fe'],
      ['unsubscribe', 'POST /unsubscribe?token=%ff%fe'],
    ] as const) {
      expect((await world.call(name, route)).status).toBe(400);
    }
  });

  test('is of who was forgotten, also when they come back', async () => {
    await forget(world.table, { kind: 'reader', reader, session: 'a-session' });
    await refused(token);
    const again = await welcomeReader(world.table, reader.address);
    await refused(token);
    const theirs = await subscribe(again);
    expect(theirs).not.toBe(token);
    await refused(token);
    expect(await everyOf(again)).toBe('week');
  });

  test('comes twice, or with what is unknown', async () => {
    const routes = [`token=${token}&token=${token}`, `token=${token}&more=1`, 'more=1'];
    for (const given of routes) {
      const page = await world.call('unsubscribe-page', `GET /unsubscribe?${given}`);
      expect([page.status, (await world.call('unsubscribe', `POST /unsubscribe?${given}`)).status]).toEqual([
        400, 400,
      ]);
    }
    expect(await everyOf(reader)).toBe('week');
  });
});
