import { hash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Answer } from '../http/api';
import { STYLE } from './style';

/** What `html` makes: values inside are escaped. */
export type Html = ReturnType<typeof html>;

/** A small page for one person: nothing on it moves, and nobody keeps it. */
export interface Page {
  title: string;
  /** what comes below the title */
  content: Html;
  /** 200 where it is left out */
  status?: number;
  /** further headers, or others in place of those that every page has */
  headers?: Record<string, string>;
  cookies?: string[];
  /** origins besides ours that a form leads to, by redirects as well, such as `https://checkout.stripe.com` */
  formsLeadTo?: readonly string[];
  /** seconds until the page asks for itself again */
  reloadAfter?: number;
}

/** The answer that shows a page: no script, no frame around it, no copy kept, nothing told to other sites. */
export async function pageAnswer({
  title,
  content,
  status = 200,
  headers = {},
  cookies = [],
  formsLeadTo = [],
  reloadAfter,
}: Page): Promise<Answer> {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(formsLeadTo),
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex',
      ...(reloadAfter === undefined ? {} : { refresh: String(reloadAfter) }),
      ...headers,
    },
    cookies,
    body: String(await document(title, content)),
  };
}

/** Sends a browser to another page after a form (RFC 9110, section 15.4.4). */
export const seeOther = (location: string, cookies: string[] = []): Answer => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store' },
  cookies,
  body: '',
});

const document = (title: string, content: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Newsreel</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><a href="/">Newsreel</a></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;

/** @see https://www.w3.org/TR/CSP3/ */
function contentSecurityPolicy(formsLeadTo: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src '${STYLE_HASH}'`,
    // Browsers hold redirects after a form to this as well.
    ["form-action 'self'", ...formsLeadTo].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const STYLE_HASH = `sha256-${hash('sha256', STYLE, 'base64')}`;
