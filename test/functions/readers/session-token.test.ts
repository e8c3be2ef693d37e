import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Address, readerOf } from '../../../functions/readers/address';
import type { Reader } from '../../../functions/readers/reader';
import {
  isTokenShaped,
  SESSION_SECONDS,
  signSessionToken,
  sinceOf,
  verifySessionToken,
} from '../../../functions/readers/session-token';

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

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs by hand whatever a library would refuse to. */
function forge(
  header: object,
  claims: object | string,
  key: string | Uint8Array = KEY,
  digest = 'sha256',
): string {
  const signed = `${encode(header)}.${typeof claims === 'string' ? claims : encode(claims)}`;
  return `${signed}.${createHmac(digest, key).update(signed).digest('base64url')}`;
}

const verify = (token: string, now = NOW) => verifySessionToken(KEY, token, now);

/** The claims with one left out. */
function without(name: keyof typeof CLAIMS): object {
  const { [name]: _, ...rest } = CLAIMS;
  return rest;
}

describe('a session token', () => {
  test('says whose it is, and since when', async () => {
    const token = await signSessionToken(KEY, ada, SESSION, NOW);
    expect(await verify(token)).toEqual({ reader: ada.id, since: sinceOf(ada), session: SESSION });
    expect(token.length).toBeLessThan(512);
  });

  test('that is forged by hand as ours are is good: the attacks below fail for their own reasons', async () => {
    expect(await verify(forge(HEADER, CLAIMS))).not.toBeNull();
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

  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  test.each<[string, () => string | Promise<string>]>([
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
    ['without jti', () => forge(HEADER, without('jti'))],
    ['without iss', () => forge(HEADER, without('iss'))],
    ['without aud', () => forge(HEADER, without('aud'))],
    ['whose exp is no number', () => forge(HEADER, { ...CLAIMS, exp: 'never' })],
    ['whose exp is far', () => forge(HEADER, { ...CLAIMS, exp: SECONDS + 2 * SESSION_SECONDS })],
    [
      'whose exp is far, and iat long ago',
      () => forge(HEADER, { ...CLAIMS, iat: SECONDS - SESSION_SECONDS - 60, exp: SECONDS * 2 }),
    ],
    ['whose exp is over', () => forge(HEADER, { ...CLAIMS, exp: SECONDS - 6 })],
    ['whose nbf is to come', () => forge(HEADER, { ...CLAIMS, nbf: SECONDS + 60 })],
    ['of another issuer', () => forge(HEADER, { ...CLAIMS, iss: 'https://evil.example' })],
    ['for another audience', () => forge(HEADER, { ...CLAIMS, aud: 'other' })],
    ['of another type', () => forge({ ...HEADER, typ: 'JWT' }, CLAIMS)],
    ['of no type', () => forge({ alg: 'HS256' }, CLAIMS)],
    ['whose kid is a path', () => forge({ ...HEADER, kid: '../../../../dev/null' }, CLAIMS, '')],
    ['whose kid is a query', () => forge({ ...HEADER, kid: "' UNION SELECT 'x" }, CLAIMS, 'x')],
    ['that brings a jku', () => forge({ ...HEADER, jku: 'http://127.0.0.1:1/keys' }, CLAIMS, 'x')],
    [
      'that brings a key',
      () => forge({ ...HEADER, jwk: { kty: 'oct', k: encode('x'.repeat(32)) } }, CLAIMS, 'x'.repeat(32)),
    ],
    ['with a critical header', () => forge({ ...HEADER, crit: ['exp'] }, CLAIMS)],
    ['with an unencoded payload', () => forge({ ...HEADER, b64: false, crit: ['b64'] }, CLAIMS)],
    ['whose subject is no reader', () => forge(HEADER, { ...CLAIMS, sub: 'admin' })],
    ['whose subject is a path', () => forge(HEADER, { ...CLAIMS, sub: '../ada@1' })],
    ['whose payload is no object', () => forge(HEADER, encode('ada'))],
    ['whose payload is no JSON', () => forge(HEADER, 'e30x')],
    ['that is an encrypted one', () => `${encode({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`],
    ['of one part', () => encode(CLAIMS)],
    ['that is empty', () => ''],
    ['with white space', () => ` ${forge(HEADER, CLAIMS)}`],
    ['of more than 8 KB', () => forge(HEADER, { ...CLAIMS, more: 'x'.repeat(8_192) })],
  ])('%s is refused', async (_, make) => {
    expect(await verify(await make())).toBeNull();
  });

  test('is refused where anything of it was cut off or changed', async () => {
    const token = await signSessionToken(KEY, ada, SESSION, NOW);
    for (let length = 0; length < token.length; length += 7)
      expect(await verify(token.slice(0, length))).toBeNull();
    for (let at = 0; at < token.length; at += 5) {
      const other = token[at] === 'A' ? 'Q' : 'A';
      expect(await verify(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  test('is told by its shape before any key is looked for', () => {
    expect(isTokenShaped(forge(HEADER, CLAIMS))).toBe(true);
    expect(isTokenShaped(randomBytes(32).toString('base64url'))).toBe(false);
    expect(isTokenShaped(`${'a'.repeat(9_000)}.b.c`)).toBe(false);
  });
});
