import type { ApiRequest } from '../http/api';
import { isSafe } from '../http/safe-method';
import { requireSameOrigin } from '../readers/same-origin';
import { isAdminSession } from '../secrets/admin-session';
import { adminToken } from '../secrets/admin-token';
import { adminCookieOf } from './cookie';

/**
 * Whether the admin makes a request, signed in in a browser: by the cookie alone.
 * @throws Problem 403 where another site made the browser send it, and it changes something
 */
export async function isAdminByCookie(
  request: Pick<ApiRequest, 'method' | 'url' | 'headers' | 'cookies'>,
): Promise<boolean> {
  const session = adminCookieOf(request);
  if (session === null || !(await isAdminSession(await adminToken(), session, Date.now()))) return false;
  if (!isSafe(request)) requireSameOrigin(request);
  return true;
}
