import type { ApiRequest } from '../http/api';
import { isSafe } from '../http/safe-method';
import { requireSameOrigin } from '../http/same-origin';
import { adminToken } from '../secrets/admin-token';
import { ADMIN_COOKIE } from './cookie';
import { isAdminSession } from './session';

/**
 * Whether the admin makes a request, signed in in a browser: by the cookie alone.
 * @throws Problem 403 where another site made the browser send it, and it changes something
 */
export async function isAdminByCookie(
  request: Pick<ApiRequest, 'method' | 'url' | 'headers' | 'cookies'>,
): Promise<boolean> {
  const session = ADMIN_COOKIE.read(request);
  if (session === null || !(await isAdminSession(await adminToken(), session, Date.now()))) return false;
  if (!isSafe(request)) requireSameOrigin(request);
  return true;
}
