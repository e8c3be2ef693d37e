import { HostCookie } from '../http/host-cookie';
import { SESSION_SECONDS } from './session-token';

/** A reader's sign-in. It comes along where a mail or another site links to us. */
export const SESSION_COOKIE = new HostCookie('newsreel', { sameSite: 'Lax', seconds: SESSION_SECONDS });
