import type { ApiRequest } from '../http/api';
import { ADMIN_SESSION_SECONDS } from '../secrets/admin-session';

/** `Set-Cookie` of the admin's session. It is `Secure` but on plain http, which exists in the local run alone. */
export const adminCookie = (url: URL, session: string): string => cookie(url, session, ADMIN_SESSION_SECONDS);

/** `Set-Cookie` that takes it away. */
export const noAdminCookie = (url: URL): string => cookie(url, '', 0);

/** The session of a request's cookie; null where there is none. */
export function adminCookieOf({ cookies, url }: Pick<ApiRequest, 'cookies' | 'url'>): string | null {
  const prefix = `${nameAt(url)}=`;
  return cookies.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) || null;
}

/** Strict: no other site's link or form ever comes as the admin. */
function cookie(url: URL, value: string, seconds: number): string {
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
  return `${nameAt(url)}=${value}; ${attributes}${isPlain(url) ? '' : '; Secure'}`;
}

/**
 * The prefix keeps neighbours under the same domain from setting it.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2
 */
const nameAt = (url: URL): string => (isPlain(url) ? 'newsreel-admin' : '__Host-newsreel-admin');

const isPlain = ({ protocol }: URL): boolean => protocol === 'http:';
