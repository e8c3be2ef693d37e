import { requireAdmin } from '../../../functions/access/require-admin';
import { signAdminSession } from '../../../functions/admin/session';
import { Problem } from '../../../functions/http/problem';
import type { Address } from '../../../functions/readers/address';
import { welcomeReader } from '../../../functions/readers/reader';
import { endSession, openSession, readSession } from '../../../functions/readers/session';
import { ADMIN_TOKEN, startWorld, type World } from '../readers/world';

let world: World;
let token: string;

beforeAll(async () => {
  world = await startWorld();
  token = await openSession(world.table, await welcomeReader(world.table, 'ada@example.org' as Address));
});
afterAll(() => world.stop());

const basic = (user: string, password = '') =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The status that a header is refused with; 200 where it is let through. */
async function statusOf(
  authorization?: string,
  cookies: string[] = [],
  { method = 'POST', from = {} }: { method?: string; from?: Record<string, string> } = {},
): Promise<number> {
  try {
    const headers = { ...from, ...(authorization !== undefined && { authorization }) };
    await requireAdmin({ method, headers, cookies, url: new URL('https://news.example/fetch') });
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}

describe('the admin', () => {
  test('comes by the admin token, as Bearer or as the user name of Basic', async () => {
    for (const header of [`Bearer ${ADMIN_TOKEN}`, `bearer  ${ADMIN_TOKEN} `, basic(ADMIN_TOKEN)]) {
      expect(await statusOf(header)).toBe(200);
    }
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer wrong',
    `Bearer ${ADMIN_TOKEN}x`,
    `Bearer ${ADMIN_TOKEN.slice(1)}`,
    `Bearer ${ADMIN_TOKEN} ${ADMIN_TOKEN}`,
    ADMIN_TOKEN,
    `Digest ${ADMIN_TOKEN}`,
    basic('wrong'),
    basic('', ADMIN_TOKEN),
    basic(ADMIN_TOKEN, 'password'),
    'Basic !!!',
    'Bearer a.b.c',
  ])('does not come by %j', async (header) => {
    expect(await statusOf(header)).toBe(401);
  });

  test('is no reader: their token is good, and not enough, until they sign out', async () => {
    expect(await statusOf(`Bearer ${token}`)).toBe(403);
    expect(await statusOf(basic(token))).toBe(403);
    expect(await statusOf(undefined, [`__Host-newsreel=${token}`])).toBe(403);
    expect(await statusOf(undefined, ['__Host-newsreel=stale'])).toBe(401);
    expect(await statusOf('Bearer wrong', [`__Host-newsreel=${token}`])).toBe(401);
    const signedIn = await readSession(world.table, token);
    if (signedIn !== null) await endSession(world.table, signedIn);
    expect(await statusOf(`Bearer ${token}`)).toBe(401);
  });
});

describe('the admin in a browser', () => {
  const cookie = async (token = ADMIN_TOKEN, at = Date.now()) =>
    `__Host-newsreel-admin=${await signAdminSession(token, at)}`;
  const reader = async () =>
    openSession(world.table, await welcomeReader(world.table, 'bo@example.org' as Address));

  test('comes by the cookie, whatever reader is signed in besides', async () => {
    expect(await statusOf(undefined, [await cookie()])).toBe(200);
    expect(await statusOf(undefined, [`__Host-newsreel=${await reader()}`, await cookie()])).toBe(200);
    expect(await statusOf(undefined, ['__Host-newsreel=stale', await cookie(), 'a=b'])).toBe(200);
  });

  test('does not come by a cookie of another token, one that is over, or one of another scheme', async () => {
    expect(await statusOf(undefined, [await cookie('the-token-before')])).toBe(401);
    expect(await statusOf(undefined, [await cookie(ADMIN_TOKEN, Date.now() - 13 * 3_600_000)])).toBe(401);
    expect(await statusOf(undefined, [(await cookie()).replace('__Host-', '')])).toBe(401);
    expect(await statusOf(undefined, [`__Host-newsreel-admin=${ADMIN_TOKEN}`])).toBe(401);
    expect(await statusOf(undefined, [`__Host-newsreel-admin=${await reader()}`])).toBe(401);
    expect(await statusOf(undefined, [(await cookie()).replace('-admin=', '=')])).toBe(401);
  });

  test('is not told by the cookie where there is a header, and the session is no token', async () => {
    expect(await statusOf('Bearer wrong', [await cookie()])).toBe(401);
    expect(await statusOf(`Bearer ${await signAdminSession(ADMIN_TOKEN, Date.now())}`)).toBe(401);
  });

  test.each(['POST', 'PATCH', 'DELETE'])('is not made to %s by the page of another site', async (method) => {
    const evil = { method, from: { origin: 'https://evil.example' } };
    const ours = { method, from: { origin: 'https://news.example', 'sec-fetch-site': 'same-origin' } };
    expect(await statusOf(undefined, [await cookie()], evil)).toBe(403);
    expect(await statusOf(undefined, [await cookie()], ours)).toBe(200);
    expect(await statusOf(`Bearer ${ADMIN_TOKEN}`, [await cookie()], evil)).toBe(200);
  });

  test('may be led to a page from anywhere', async () => {
    const evil = { method: 'GET', from: { 'sec-fetch-site': 'cross-site' } };
    expect(await statusOf(undefined, [await cookie()], evil)).toBe(200);
  });
});
