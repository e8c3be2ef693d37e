import { errors, jwtVerify, SignJWT } from 'jose';
import type { Reader } from './reader';

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** A token of ours and of no other kind (RFC 8725, section 3.11). */
const TYPE = 'newsreel-session+jwt';
const ISSUER = 'newsreel';
const AUDIENCE = 'newsreel';
const ALGORITHM = 'HS256';

/** Ours have some 300 bytes; nobody else's is worth reading. */
const MOST_CHARACTERS = 8 * 1024;

/** Compact serialization (RFC 7515, section 7.1). */
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** How far the clocks of two instances may be apart. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** What a token says, and no more: what its reader may do is read from the table at each call. */
export interface SessionClaims {
  /** the reader's id */
  reader: string;
  /** since when they are a reader, in base 36: who was forgotten and comes back is another one */
  since: string;
  session: string;
}

/** The second part of a token's subject. */
export const sinceOf = ({ since }: Reader): string => Date.parse(since).toString(36);

/**
 * Signs a reader's token.
 * @param key of 32 bytes or more
 * @param now ms since 1970
 */
export function signSessionToken(
  key: Uint8Array,
  reader: Reader,
  session: string,
  now: number,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(`${reader.id}@${sinceOf(reader)}`)
    .setJti(session)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SESSION_SECONDS)
    .sign(key);
}

/** Whether a text could be a token of a reader's; to be looked at before a key is fetched. */
export const isTokenShaped = (text: string): boolean => text.length <= MOST_CHARACTERS && SHAPE.test(text);

/**
 * What a reader's token says, where it is ours and its time is not over.
 * @param now ms since 1970
 * @returns null for whatever else
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export async function verifySessionToken(
  key: Uint8Array,
  token: string,
  now: number,
): Promise<SessionClaims | null> {
  if (!isTokenShaped(token)) return null;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'jti', 'iat', 'exp'],
      maxTokenAge: SESSION_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    const { sub = '', jti = '', iat = 0, exp = 0 } = payload;
    const [, reader, since] = /^([\w-]{27})@([\da-z]{1,12})$/.exec(sub) ?? [];
    const isOurs =
      reader !== undefined && since !== undefined && /^[\w-]{22}$/.test(jti) && exp - iat <= SESSION_SECONDS;
    return isOurs ? { reader, since, session: jti } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
