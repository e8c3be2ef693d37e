import { createHash, timingSafeEqual } from 'node:crypto';
import { adminToken } from '../secrets/admin-token';
import { Problem } from './problem';

/**
 * Lets the admin through.
 * @param headers by their names in lower case
 * @throws Problem 401 where there is no token or a wrong one
 */
export async function requireAdmin(headers: Record<string, string | undefined>): Promise<void> {
  // Asked for first, so that it is made even by a request that has none.
  const token = await adminToken();
  const given = tokenOf(headers['authorization']);
  if (given === null)
    throw unauthorized('This needs the admin token, as Bearer or as the user name of Basic');
  if (!isSame(given, token)) throw unauthorized('This is not the admin token');
}

/** The token of an Authorization header: Bearer (RFC 6750), or Basic's user name with no password (RFC 7617). */
function tokenOf(header: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const [user = '', password] = Buffer.from(value, 'base64').toString('utf8').split(/:(.*)/s);
  return password === undefined || password === '' ? user : null;
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

const unauthorized = (detail: string): Problem =>
  new Problem(401, 'Unauthorized', detail, [], { 'www-authenticate': 'Bearer realm="Newsreel"' });
