import {
  authenticate,
  type Caller,
  requireMember,
  requireReader,
} from '../../../functions/access/authenticate';
import { signAdminSession } from '../../../functions/admin/session';
import type { ApiRequest } from '../../../functions/http/api';
import { Problem } from '../../../functions/http/problem';
import type { Address } from '../../../functions/readers/address';
import { type Reader, welcomeReader } from '../../../functions/readers/reader';
import { openSession } from '../../../functions/readers/session';
import { ADMIN_TOKEN, startWorld, type World } from '../readers/world';

let world: World;
let ada: Reader;
let token: string;

beforeAll(async () => {
  world = await startWorld();
  ada = await welcomeReader(world.table, 'ada@example.org' as Address);
  token = await openSession(world.table, ada);
});
afterEach(() => {
  process.env['NEWSREEL_PAID'] = '';
});
afterAll(() => world.stop());

type Request = Pick<ApiRequest, 'method' | 'url' | 'headers' | 'cookies'>;

const request = (more: Partial<Request>): Request => ({
  method: 'GET',
  url: new URL('https://news.example/me'),
  headers: {},
  cookies: [],
  ...more,
});
const byHeader = (value: string) => request({ headers: { authorization: value } });
const byCookie = (value: string, more: Partial<Request> = {}) =>
  request({ cookies: [`__Host-newsreel=${value}`], ...more });

/** What of a caller tells them apart, or the status they are refused with. */
async function outcome(asked: Promise<Caller>): Promise<unknown> {
  try {
    const caller = await asked;
    return caller.kind === 'reader' ? caller.reader.address : caller.kind;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}

describe('who makes a request', () => {
  test('is told by the header', async () => {
    expect(await authenticate(byHeader(`Bearer ${token}`), world.table)).toEqual({
      kind: 'reader',
      reader: ada,
      session: expect.any(String),
    });
    const basic = `Basic ${Buffer.from(`${token}:`).toString('base64')}`;
    expect(await outcome(authenticate(byHeader(basic), world.table))).toBe('ada@example.org');
    expect(await outcome(authenticate(byHeader(`Bearer ${ADMIN_TOKEN}`), world.table))).toBe('admin');
    expect(await outcome(authenticate(request({}), world.table))).toBe('nobody');
  });

  test('is refused where the header is not good, whatever the cookie says', async () => {
    for (const header of [
      '',
      'Bearer',
      'Bearer x',
      'Basic',
      'Token a',
      `Bearer ${token}x`,
      `Bearer ${token},x`,
    ]) {
      const asked = byCookie(token, { headers: { authorization: header } });
      expect(await outcome(authenticate(asked, world.table))).toBe(401);
    }
  });

  test('is told by the cookie where there is no header', async () => {
    expect(await outcome(authenticate(byCookie(token), world.table))).toBe('ada@example.org');
    const among = request({ cookies: ['a=b', `__Host-newsreel=${token}`, 'c'] });
    expect(await outcome(authenticate(among, world.table))).toBe('ada@example.org');
  });

  test.each([
    '',
    'x',
    '"quoted"',
    '%41',
    'a=b=c',
    'a.b.c',
    '\u0000',
    'ü',
    'x'.repeat(9_000),
    `${'a'.repeat(4_000)}.${'b'.repeat(4_000)}.c`,
    ADMIN_TOKEN,
  ])('is nobody where the cookie is %j', async (value) => {
    expect(await outcome(authenticate(byCookie(value), world.table))).toBe('nobody');
  });

  test('is told by the cookie of its own scheme alone', async () => {
    const plain = { url: new URL('http://127.0.0.1:3000/me'), cookies: [`newsreel=${token}`] };
    expect(await outcome(authenticate(request(plain), world.table))).toBe('ada@example.org');
    // Over https a neighbour under the same domain could have set it.
    expect(await outcome(authenticate(request({ cookies: [`newsreel=${token}`] }), world.table))).toBe(
      'nobody',
    );
    expect(await outcome(authenticate(request({ cookies: [`xnewsreel=${token}`] }), world.table))).toBe(
      'nobody',
    );
  });
});

describe('a change by the cookie', () => {
  const post = (headers: Record<string, string>) =>
    outcome(authenticate(byCookie(token, { method: 'POST', headers }), world.table));

  test.each([
    [{ origin: 'https://news.example' }],
    [{ origin: 'https://news.example', 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }],
    // A program's, which browsers' cookies are not in.
    [{}],
  ])('is ours with %j', async (headers) => {
    expect(await post(headers)).toBe('ada@example.org');
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://news.example.evil.example' }],
    [{ origin: 'https://sub.news.example' }],
    [{ origin: 'http://news.example' }],
    [{ origin: 'https://news.example:8443' }],
    [{ origin: 'https://news.example, https://evil.example' }],
    [{ origin: '' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ])('is refused with %j', async (headers) => {
    expect(await post(headers)).toBe(403);
  });

  test('is held to that by whatever method, and a token is not: no browser sends it by itself', async () => {
    const evil = { origin: 'https://evil.example' };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(await outcome(authenticate(byCookie(token, { method, headers: evil }), world.table))).toBe(403);
      const headers = { ...evil, authorization: `Bearer ${token}` };
      expect(await outcome(authenticate(request({ method, headers }), world.table))).toBe('ada@example.org');
    }
    expect(await outcome(authenticate(byCookie(token, { headers: evil }), world.table))).toBe(
      'ada@example.org',
    );
  });
});

describe('the admin’s cookie', () => {
  let admin: string;
  beforeAll(async () => {
    admin = `__Host-newsreel-admin=${await signAdminSession(ADMIN_TOKEN, Date.now())}`;
  });

  test('counts where no reader’s does', async () => {
    expect(await outcome(authenticate(request({ cookies: [admin] }), world.table))).toBe('admin');
    const stale = request({ cookies: ['__Host-newsreel=stale', admin] });
    expect(await outcome(authenticate(stale, world.table))).toBe('admin');
    const both = request({ cookies: [admin, `__Host-newsreel=${token}`] });
    expect(await outcome(authenticate(both, world.table))).toBe('ada@example.org');
    const headed = request({ cookies: [admin], headers: { authorization: `Bearer ${token}` } });
    expect(await outcome(authenticate(headed, world.table))).toBe('ada@example.org');
  });

  test('changes nothing from another site', async () => {
    const headers = { origin: 'https://evil.example' };
    const evil = request({ method: 'POST', cookies: [admin], headers });
    expect(await outcome(authenticate(evil, world.table))).toBe(403);
  });

  test('is enough for members, and asks for a sign-in where a reader is needed', async () => {
    process.env['NEWSREEL_PAID'] = 'true';
    const asked = request({ cookies: [admin] });
    expect(await outcome(requireMember(asked, world.table, nothingNew))).toBe('admin');
    expect(await outcome(requireReader(asked, world.table))).toBe(401);
  });
});

describe('what is for readers', () => {
  test('is open to them, and to nobody else', async () => {
    expect(await outcome(requireReader(byCookie(token), world.table))).toBe('ada@example.org');
    expect(await outcome(requireReader(request({}), world.table))).toBe(401);
    expect(await outcome(requireReader(byCookie('stale'), world.table))).toBe(401);
    expect(await outcome(requireReader(byHeader(`Bearer ${ADMIN_TOKEN}`), world.table))).toBe(403);
  });
});

/** At Stripe all is as it was. */
const nothingNew = async () => undefined;

describe('what is for members', () => {
  test('is open to the admin, and to whoever signs in where there is no paid plan', async () => {
    expect(await outcome(requireMember(byHeader(`Bearer ${ADMIN_TOKEN}`), world.table, nothingNew))).toBe(
      'admin',
    );
    expect(await outcome(requireMember(byCookie(token), world.table, nothingNew))).toBe('ada@example.org');
    expect(await outcome(requireMember(request({}), world.table, nothingNew))).toBe(401);
  });

  test('lacks a plan where there is one to be had, and says where', async () => {
    process.env['NEWSREEL_PAID'] = 'true';
    const refused = await requireMember(byCookie(token), world.table, nothingNew).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      status: 402,
      detail: expect.stringMatching(/^This is for members\. \S+/),
      extensions: { actionUrl: 'https://news.example/account' },
    });
    expect(await outcome(requireMember(byHeader(`Bearer ${ADMIN_TOKEN}`), world.table, nothingNew))).toBe(
      'admin',
    );
  });
});
