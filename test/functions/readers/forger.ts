import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';

type Header = { alg: string; typ: string };
type Claims = { iat: number; exp: number } & Record<string, string | number>;

/** An attack by its name, and what makes its token. */
export type Attack = [name: string, make: () => string | Promise<string>];

export const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes tokens by hand that a library would refuse to. */
export class Forger {
  /** @param header and claims of a good token @param key that good ones are signed with */
  constructor(
    private readonly header: Header,
    private readonly claims: Claims,
    private readonly key: Uint8Array,
  ) {}

  /** A token that is good but for what is given. */
  forge({ header = {}, claims = {}, key = this.key, digest = 'sha256' }: Forgery = {}): string {
    const said = typeof claims === 'string' ? claims : encode({ ...this.claims, ...claims });
    const signed = `${encode({ ...this.header, ...header })}.${said}`;
    return `${signed}.${createHmac(digest, key).update(signed).digest('base64url')}`;
  }

  /** The attacks of the field, each of which must fail. */
  attacks(): Attack[] {
    const { iat, exp } = this.claims;
    const lifetime = exp - iat;
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const own = { jwk: { kty: 'oct', k: encode('x'.repeat(32)) } };
    const missing = Object.keys(this.claims).map(
      (name): Attack => [`without ${name}`, () => this.forge({ claims: { [name]: undefined } })],
    );
    return [
      ...missing,
      ['without a signature', () => `${encode({ ...this.header, alg: 'none' })}.${encode(this.claims)}.`],
      ['of alg none, signed', () => this.forge({ header: { alg: 'none' } })],
      ['of alg None', () => this.forge({ header: { alg: 'None' } })],
      ['without an alg', () => this.forge({ header: { alg: undefined } })],
      ['of HS512', () => this.forge({ header: { alg: 'HS512' }, digest: 'sha512' })],
      [
        'of RS256',
        () => new SignJWT(this.claims).setProtectedHeader({ ...this.header, alg: 'RS256' }).sign(privateKey),
      ],
      ['with a public key as the secret', () => this.forge({ key: pem })],
      ['of another key', () => this.forge({ key: randomBytes(32) })],
      ['of an empty key', () => this.forge({ key: '' })],
      ['whose exp is no number', () => this.forge({ claims: { exp: 'never' } })],
      ['whose exp is far', () => this.forge({ claims: { exp: iat + 2 * lifetime } })],
      [
        'whose exp is far, and iat long ago',
        () => this.forge({ claims: { iat: iat - lifetime - 60, exp: iat * 2 } }),
      ],
      ['whose exp is over', () => this.forge({ claims: { exp: iat - 6 } })],
      ['whose nbf is to come', () => this.forge({ claims: { nbf: iat + 60 } })],
      ['of another issuer', () => this.forge({ claims: { iss: 'https://evil.example' } })],
      ['for another audience', () => this.forge({ claims: { aud: 'other' } })],
      ['of another type', () => this.forge({ header: { typ: 'JWT' } })],
      ['of no type', () => this.forge({ header: { typ: undefined } })],
      ['whose kid is a path', () => this.forge({ header: { kid: '../../../../dev/null' }, key: '' })],
      ['whose kid is a query', () => this.forge({ header: { kid: "' UNION SELECT 'x" }, key: 'x' })],
      ['that brings a jku', () => this.forge({ header: { jku: 'http://127.0.0.1:1/keys' }, key: 'x' })],
      ['that brings a key', () => this.forge({ header: own, key: 'x'.repeat(32) })],
      ['with a critical header', () => this.forge({ header: { crit: ['exp'] } })],
      ['with an unencoded payload', () => this.forge({ header: { b64: false, crit: ['b64'] } })],
      ['whose payload is no object', () => this.forge({ claims: encode('ada') })],
      ['whose payload is no JSON', () => this.forge({ claims: 'e30x' })],
      ['that is an encrypted one', () => `${encode({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`],
      ['of one part', () => encode(this.claims)],
      ['that is empty', () => ''],
      ['of more than 8 KB', () => this.forge({ claims: { more: 'x'.repeat(8_192) } })],
    ];
  }
}

interface Forgery {
  /** of the header, in place of what a good one has; undefined for nothing */
  header?: object;
  /** of the claims, as above; a text in place of all of them */
  claims?: object | string;
  key?: string | Uint8Array;
  digest?: string;
}

/** A token with something cut off, or a letter changed, all along it. */
export function damaged(token: string): string[] {
  const cut = Array.from({ length: Math.ceil(token.length / 7) }, (_, at) => token.slice(0, at * 7));
  const changed = Array.from({ length: Math.ceil(token.length / 5) }, (_, step) => {
    const at = step * 5;
    return token.slice(0, at) + (token[at] === 'A' ? 'Q' : 'A') + token.slice(at + 1);
  });
  return [...cut, ...changed];
}
