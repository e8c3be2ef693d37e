import { requireAdmin } from '../../../functions/http/authorise';
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
async function statusOf(authorization?: string, cookies: string[] = []): Promise<number> {
  try {
    const headers = authorization === undefined ? {} : { authorization };
    await requireAdmin({ headers, cookies, url: new URL('https://news.example/fetch') });
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
