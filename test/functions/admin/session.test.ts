import { hkdfSync, randomBytes } from 'node:crypto';
import { ADMIN_SESSION_SECONDS, isAdminSession, signAdminSession } from '../../../functions/admin/session';
import { type Address, readerOf } from '../../../functions/readers/address';
import { signSessionToken } from '../../../functions/readers/session-token';
import { type Attack, damaged, Forger } from '../readers/forger';

const TOKEN = randomBytes(32).toString('base64url');
const KEY = new Uint8Array(hkdfSync('sha256', TOKEN, '', 'newsreel admin session', 32));
const NOW = Date.parse('2026-11-23T08:00:00Z');
const SECONDS = NOW / 1000;

const HEADER = { alg: 'HS256', typ: 'newsreel-admin+jwt' };
const CLAIMS = {
  iss: 'newsreel',
  aud: 'newsreel-admin',
  sub: 'admin',
  iat: SECONDS,
  exp: SECONDS + ADMIN_SESSION_SECONDS,
};

const forger = new Forger(HEADER, CLAIMS, KEY);

const isGood = (session: string, now = NOW) => isAdminSession(TOKEN, session, now);

describe('a session of the admin’s', () => {
  test('is good, and holds nothing of the token', async () => {
    const session = await signAdminSession(TOKEN, NOW);
    expect(await isGood(session)).toBe(true);
    expect(session.length).toBeLessThan(512);
    const said = session
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      .join();
    expect(said + session).not.toContain(TOKEN);
  });

  test('that is forged by hand as ours are is good: the attacks below fail for their own reasons', async () => {
    expect(await isGood(forger.forge())).toBe(true);
  });

  test('is good for twelve hours, and not before its time', async () => {
    const session = await signAdminSession(TOKEN, NOW);
    const goodAfter = (seconds: number) => isGood(session, NOW + seconds * 1000);
    expect(await goodAfter(12 * 3_600 - 1)).toBe(true);
    expect(await goodAfter(12 * 3_600 + 6)).toBe(false);
    // Clocks of instances are a little apart.
    expect(await goodAfter(-4)).toBe(true);
    expect(await goodAfter(-60)).toBe(false);
  });

  test('ends with the token that it was signed under', async () => {
    expect(await isAdminSession(randomBytes(32).toString('base64url'), forger.forge(), NOW)).toBe(false);
    expect(await isAdminSession(`${TOKEN}x`, forger.forge(), NOW)).toBe(false);
  });

  const id = readerOf('ada@example.org' as Address);
  const ada = {
    id,
    address: 'ada@example.org' as Address,
    since: '2026-11-01T12:00:00.000Z',
    mail: 'ok' as const,
  };

  test.each<Attack>([
    ...forger.attacks(),
    ['that is the admin token', () => TOKEN],
    ['of a reader', () => signSessionToken(KEY, ada, randomBytes(16).toString('base64url'), NOW)],
    ['signed with the admin token itself', () => forger.forge({ key: TOKEN })],
    ['of another subject', () => forger.forge({ claims: { sub: 'reader' } })],
    ['for readers', () => forger.forge({ claims: { aud: 'newsreel' } })],
    ['of the readers’ type', () => forger.forge({ header: { typ: 'newsreel-session+jwt' } })],
    ['of more than a kilobyte', () => forger.forge({ claims: { more: 'x'.repeat(1_024) } })],
  ])('%s is refused', async (_, make) => {
    expect(await isGood(await make())).toBe(false);
  });

  test('is refused where anything of it was cut off or changed', async () => {
    for (const token of damaged(await signAdminSession(TOKEN, NOW))) expect(await isGood(token)).toBe(false);
  });
});
