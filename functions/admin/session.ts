import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

/** How long the admin stays signed in in a browser. */
export const ADMIN_SESSION_SECONDS = 12 * 60 * 60;

/** A token of this kind and of no other: a reader's has its own type, audience and key (RFC 8725, section 3.11). */
const TYPE = 'newsreel-admin+jwt';
const ISSUER = 'newsreel';
const AUDIENCE = 'newsreel-admin';
const SUBJECT = 'admin';
const ALGORITHM = 'HS256';

/** Ours have some 250 bytes; nobody else's is worth reading. */
const MOST_CHARACTERS = 1_024;

/** How far the clocks of two instances may be apart. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** What the key is for, so that no other key is ever made of the same secret (RFC 5869, section 3.2). */
const KEY_INFO = 'newsreel admin session';
const KEY_BYTES = 32;

/**
 * Signs a session of the admin's. It holds nothing of the admin token, and ends with it: another token makes
 * another key.
 * @param adminToken the secret
 * @param now ms since 1970
 */
export function signAdminSession(adminToken: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(SUBJECT)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ADMIN_SESSION_SECONDS)
    .sign(keyOf(adminToken));
}

/**
 * Whether a session is the admin's, signed under the token of now, and not over.
 * @param now ms since 1970
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export async function isAdminSession(adminToken: string, session: string, now: number): Promise<boolean> {
  if (session.length > MOST_CHARACTERS) return false;
  try {
    const { payload } = await jwtVerify(session, keyOf(adminToken), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      subject: SUBJECT,
      requiredClaims: ['iat', 'exp'],
      maxTokenAge: ADMIN_SESSION_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    const { iat = 0, exp = 0 } = payload;
    return exp - iat <= ADMIN_SESSION_SECONDS;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

const keyOf = (adminToken: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', adminToken, '', KEY_INFO, KEY_BYTES));
