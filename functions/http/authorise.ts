import { givenToken } from '../readers/credentials';
import { readSession } from '../readers/session';
import { adminToken, isAdminToken } from '../secrets/admin-token';
import { openTable } from '../table/client';
import type { ApiRequest } from './api';
import { Problem, unauthorized } from './problem';

/**
 * Lets the admin through. Only a token that a reader could have costs more than the comparison.
 * @param headers by their names in lower case
 * @throws Problem 401 where there is no token or a wrong one, 403 for a reader's
 */
export async function requireAdmin(headers: ApiRequest['headers']): Promise<void> {
  // Asked for first, so that it is made even by a request that has none.
  await adminToken();
  const given = givenToken(headers);
  if (given.kind !== 'token') {
    throw unauthorized('This needs the admin token, as Bearer or as the user name of Basic');
  }
  if (await isAdminToken(given.token)) return;
  if ((await readSession(openTable(), given.token)) === null)
    throw unauthorized('This is not the admin token', 'invalid_token');
  throw new Problem(403, 'Forbidden', 'This is for the admin: the token of a reader is not enough');
}
