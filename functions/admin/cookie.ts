import { HostCookie } from '../http/host-cookie';
import { ADMIN_SESSION_SECONDS } from './session';

/** The admin's session. Strict: no other site's link or form ever comes as the admin. */
export const ADMIN_COOKIE = new HostCookie('newsreel-admin', {
  sameSite: 'Strict',
  seconds: ADMIN_SESSION_SECONDS,
});
