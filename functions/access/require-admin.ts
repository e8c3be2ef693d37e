import { isAdminByCookie } from '../admin/by-cookie';
import type { ApiRequest } from '../http/api';
import { givenToken } from '../http/authorization';
import { Problem, unauthorized } from '../http/problem';
import { readSession } from '../readers/session';
import { SESSION_COOKIE } from '../readers/session-cookie';
import { adminToken, isAdminToken } from '../secrets/admin-token';
import { openTable } from '../table/client';

/**
 * Lets the admin through: by the token in the header, or where there is no header by the session of a browser,
 * whatever reader is signed in there besides. Only a token that a reader could have costs more than the comparison.
 * @throws Problem 401 where there is no token or a wrong one, 403 for a reader, by token or cookie, and where another
 * site made a browser send the admin's cookie
 */
export async function requireAdmin(
  request: Pick<ApiRequest, 'method' | 'headers' | 'cookies' | 'url'>,
): Promise<void> {
  // Asked for first, so that it is made even by a request that has none.
  await adminToken();
  const given = givenToken(request.headers);
  if (given.kind === 'token' && (await isAdminToken(given.token))) return;
  if (given.kind === 'nothing' && (await isAdminByCookie(request))) return;
  const token =
    given.kind === 'nothing' ? SESSION_COOKIE.read(request) : given.kind === 'token' ? given.token : null;
  if (token !== null && (await readSession(openTable(), token)) !== null) {
    throw new Problem(403, 'Forbidden', 'This is for the admin: to be signed in as a reader is not enough');
  }
  if (given.kind === 'token') throw unauthorized('This is not the admin token', 'invalid_token');
  throw unauthorized('This needs the admin token, as Bearer or as the user name of Basic');
}
