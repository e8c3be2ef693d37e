import type { Answer } from '../http/api';
import { contentSecurityPolicy } from './content-security-policy';
import { documentOf } from './layout';
import type { Page } from './page';

/** The answer that shows a page: no frame around it, no script but our own, nothing told to other sites. */
export async function pageAnswer(page: Page): Promise<Answer> {
  const { status = 200, headers = {}, cookies = [], isPublic = false } = page;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': isPublic ? 'public, no-cache' : 'no-store',
      'content-security-policy': contentSecurityPolicy(page),
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
      'referrer-policy': 'same-origin',
      ...(!isPublic && { 'x-robots-tag': 'noindex' }),
      ...headers,
    },
    cookies,
    body: String(await documentOf(page)),
  };
}

/** Sends a browser to another page after a form (RFC 9110, section 15.4.4). */
export const seeOther = (location: string, cookies: string[] = []): Answer => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store' },
  cookies,
  body: '',
});
