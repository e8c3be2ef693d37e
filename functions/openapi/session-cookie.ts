import type { Header } from './header';

/** The header of who has just been signed in. @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1 */
export const SESSION_COOKIE: Record<string, Header> = {
  'Set-Cookie': {
    description: 'The sign-in for a browser: HttpOnly, SameSite=Lax, and Secure but on plain http',
    schema: { type: 'string', pattern: '^(__Host-)?newsreel=[^;]+;' },
  },
};

/** The header of who has just been signed out. */
export const NO_SESSION_COOKIE: Record<string, Header> = {
  'Set-Cookie': {
    description: 'Takes the sign-in away from a browser',
    schema: { type: 'string', pattern: '^(__Host-)?newsreel=;.* Max-Age=0;' },
  },
};
