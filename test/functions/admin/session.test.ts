import { createHmac, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { ADMIN_SESSION_SECONDS, isAdminSession, signAdminSession } from '../../../functions/admin/session';
import { type Address, readerOf } from '../../../functions/readers/address';
import { signSessionToken } from '../../../functions/readers/session-token';

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

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs by hand whatever a library would refuse to. */
function forge(header: object, claims: object, key: string | Uint8Array = KEY, digest = 'sha256'): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac(digest, key).update(signed).digest('base64url')}`;
}

const isGood = (session: string, now = NOW) => isAdminSession(TOKEN, session, now);

/** The claims with one left out. */
function without(name: keyof typeof CLAIMS): object {
  const { [name]: _, ...rest } = CLAIMS;
  return rest;
}

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
    expect(await isGood(forge(HEADER, CLAIMS))).toBe(true);
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
    expect(await isAdminSession(randomBytes(32).toString('base64url'), forge(HEADER, CLAIMS), NOW)).toBe(
      false,
    );
    expect(await isAdminSession(`${TOKEN}x`, forge(HEADER, CLAIMS), NOW)).toBe(false);
  });

  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const id = readerOf('ada@example.org' as Address);
  const ada = {
    id,
    address: 'ada@example.org' as Address,
    since: '2026-11-01T12:00:00.000Z',
    mail: 'ok' as const,
  };

  test.each<[string, () => string | Promise<string>]>([
    ['that is the admin token', () => TOKEN],
    ['of a reader', () => signSessionToken(KEY, ada, randomBytes(16).toString('base64url'), NOW)],
    ['signed with the admin token itself', () => forge(HEADER, CLAIMS, TOKEN)],
    ['without a signature', () => `${encode({ ...HEADER, alg: 'none' })}.${encode(CLAIMS)}.`],
    ['of alg none, signed', () => forge({ ...HEADER, alg: 'none' }, CLAIMS)],
    ['of alg None', () => forge({ ...HEADER, alg: 'None' }, CLAIMS)],
    ['without an alg', () => forge({ typ: HEADER.typ }, CLAIMS)],
    ['of HS512', () => forge({ ...HEADER, alg: 'HS512' }, CLAIMS, KEY, 'sha512')],
    ['of RS256', () => new SignJWT(CLAIMS).setProtectedHeader({ ...HEADER, alg: 'RS256' }).sign(privateKey)],
    ['with a public key as the secret', () => forge(HEADER, CLAIMS, pem)],
    ['of another key', () => forge(HEADER, CLAIMS, randomBytes(32))],
    ['of an empty key', () => forge(HEADER, CLAIMS, '')],
    ['without exp', () => forge(HEADER, without('exp'))],
    ['without iat', () => forge(HEADER, without('iat'))],
    ['without sub', () => forge(HEADER, without('sub'))],
    ['without iss', () => forge(HEADER, without('iss'))],
    ['without aud', () => forge(HEADER, without('aud'))],
    ['of another subject', () => forge(HEADER, { ...CLAIMS, sub: 'reader' })],
    ['whose exp is no number', () => forge(HEADER, { ...CLAIMS, exp: 'never' })],
    ['whose exp is far', () => forge(HEADER, { ...CLAIMS, exp: SECONDS + 2 * ADMIN_SESSION_SECONDS })],
    [
      'whose exp is far, and iat long ago',
      () => forge(HEADER, { ...CLAIMS, iat: SECONDS - ADMIN_SESSION_SECONDS - 60, exp: SECONDS * 2 }),
    ],
    ['whose exp is over', () => forge(HEADER, { ...CLAIMS, exp: SECONDS - 6 })],
    ['whose nbf is to come', () => forge(HEADER, { ...CLAIMS, nbf: SECONDS + 60 })],
    ['of another issuer', () => forge(HEADER, { ...CLAIMS, iss: 'https://evil.example' })],
    ['for readers', () => forge(HEADER, { ...CLAIMS, aud: 'newsreel' })],
    ['of another type', () => forge({ ...HEADER, typ: 'newsreel-session+jwt' }, CLAIMS)],
    ['of no type', () => forge({ alg: 'HS256' }, CLAIMS)],
    ['whose kid is a path', () => forge({ ...HEADER, kid: '../../../../dev/null' }, CLAIMS, '')],
    [
      'that brings a key',
      () => forge({ ...HEADER, jwk: { kty: 'oct', k: encode('x'.repeat(32)) } }, CLAIMS, 'x'.repeat(32)),
    ],
    ['with a critical header', () => forge({ ...HEADER, crit: ['exp'] }, CLAIMS)],
    ['of one part', () => encode(CLAIMS)],
    ['that is empty', () => ''],
    ['of more than a kilobyte', () => forge(HEADER, { ...CLAIMS, more: 'x'.repeat(1_024) })],
  ])('%s is refused', async (_, make) => {
    expect(await isGood(await make())).toBe(false);
  });

  test('is refused where anything of it was cut off or changed', async () => {
    const session = await signAdminSession(TOKEN, NOW);
    for (let length = 0; length < session.length; length += 7)
      expect(await isGood(session.slice(0, length))).toBe(false);
    for (let at = 0; at < session.length; at += 5) {
      const other = session[at] === 'A' ? 'Q' : 'A';
      expect(await isGood(session.slice(0, at) + other + session.slice(at + 1))).toBe(false);
    }
  });
});
