import type { ApiRequest } from '../http/api';
import { SESSION_SECONDS } from './session-token';

/** `Set-Cookie` of a sign-in. It is `Secure` but on plain http, which exists in the local run alone. */
export const sessionCookie = (url: URL, token: string): string => cookie(url, token, SESSION_SECONDS);

/** `Set-Cookie` that takes it away. */
export const noSessionCookie = (url: URL): string => cookie(url, '', 0);

/** The token of a request's cookie; null where there is none. */
export function cookieToken({ cookies, url }: Pick<ApiRequest, 'cookies' | 'url'>): string | null {
  const prefix = `${nameAt(url)}=`;
  return cookies.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) || null;
}

function cookie(url: URL, value: string, seconds: number): string {
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
  return `${nameAt(url)}=${value}; ${attributes}${isPlain(url) ? '' : '; Secure'}`;
}

/**
 * The prefix keeps neighbours under the same domain from setting it.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2
 */
const nameAt = (url: URL): string => (isPlain(url) ? 'newsreel' : '__Host-newsreel');

const isPlain = ({ protocol }: URL): boolean => protocol === 'http:';
