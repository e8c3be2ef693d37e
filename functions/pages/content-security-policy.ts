import { hash } from 'node:crypto';
import type { Page } from './page';
import { STYLE } from './style';

/**
 * What a page may load and lead to: our own style, our own script where it has one, and nothing that stands in an
 * article but what can be looked at and heard.
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({ script, showsMedia = false, formsLeadTo = [] }: Page): string {
  return [
    "default-src 'none'",
    `style-src '${STYLE_HASH}'`,
    `img-src data:${showsMedia ? ' https: http:' : ''}`,
    ...(showsMedia ? ['media-src https: http:'] : []),
    ...(script === undefined ? [] : ["script-src 'self'", "connect-src 'self'", "worker-src 'self'"]),
    // Browsers hold redirects after a form to this as well.
    ["form-action 'self'", ...formsLeadTo].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const STYLE_HASH = `sha256-${hash('sha256', STYLE, 'base64')}`;
