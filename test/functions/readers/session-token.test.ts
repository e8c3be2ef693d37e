import { randomBytes } from 'node:crypto';
import { type Address, readerOf } from '../../../functions/readers/address';
import type { Reader } from '../../../functions/readers/reader';
import {
  isTokenShaped,
  SESSION_SECONDS,
  signSessionToken,
  sinceOf,
  verifySessionToken,
} from '../../../functions/readers/session-token';
import { type Attack, damaged, Forger } from './forger';

const KEY = new TextEncoder().encode(randomBytes(32).toString('base64url'));
const NOW = Date.parse('2026-11-23T08:00:00Z');
const SECONDS = NOW / 1000;
const SESSION = randomBytes(16).toString('base64url');

const ada: Reader = {
  id: readerOf('ada@example.org' as Address),
  address: 'ada@example.org' as Address,
  since: '2026-11-01T12:00:00.000Z',
  mail: 'ok',
};

const HEADER = { alg: 'HS256', typ: 'newsreel-session+jwt' };
const CLAIMS = {
  iss: 'newsreel',
  aud: 'newsreel',
  sub: `${ada.id}@${sinceOf(ada)}`,
  jti: SESSION,
  iat: SECONDS,
  exp: SECONDS + SESSION_SECONDS,
};

const forger = new Forger(HEADER, CLAIMS, KEY);

const verify = (token: string, now = NOW) => verifySessionToken(KEY, token, now);

describe('a session token', () => {
  test('says whose it is, and since when', async () => {
    const token = await signSessionToken(KEY, ada, SESSION, NOW);
    expect(await verify(token)).toEqual({ reader: ada.id, since: sinceOf(ada), session: SESSION });
    expect(token.length).toBeLessThan(512);
  });

  test('that is forged by hand as ours are is good: the attacks below fail for their own reasons', async () => {
    expect(await verify(forger.forge())).not.toBeNull();
  });

  test('is good for thirty days, and not before its time', async () => {
    const token = await signSessionToken(KEY, ada, SESSION, NOW);
    const goodAfter = (seconds: number) => verify(token, NOW + seconds * 1000);
    expect(await goodAfter(SESSION_SECONDS - 1)).not.toBeNull();
    expect(await goodAfter(SESSION_SECONDS + 6)).toBeNull();
    // Clocks of instances are a little apart.
    expect(await goodAfter(-4)).not.toBeNull();
    expect(await goodAfter(-60)).toBeNull();
  });

  test.each<Attack>([
    ...forger.attacks(),
    ['whose subject is no reader', () => forger.forge({ claims: { sub: 'admin' } })],
    ['whose subject is a path', () => forger.forge({ claims: { sub: '../ada@1' } })],
    ['with white space', () => ` ${forger.forge()}`],
  ])('%s is refused', async (_, make) => {
    expect(await verify(await make())).toBeNull();
  });

  test('is refused where anything of it was cut off or changed', async () => {
    for (const token of damaged(await signSessionToken(KEY, ada, SESSION, NOW)))
      expect(await verify(token)).toBeNull();
  });

  test('is told by its shape before any key is looked for', () => {
    expect(isTokenShaped(forger.forge())).toBe(true);
    expect(isTokenShaped(randomBytes(32).toString('base64url'))).toBe(false);
    expect(isTokenShaped(`${'a'.repeat(9_000)}.b.c`)).toBe(false);
  });
});
