import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { NEWSREEL } from '../pages/layout';
import { cut } from '../text/cut';

/** What chat programs and search engines show of a page where somebody links to it. */
export interface Preview {
  title: string;
  description: string;
  /** absolute */
  url: string;
  /** absolute http(s) */
  image?: string | null;
  /** ISO 8601: of an article */
  publishedAt?: string;
}

const LONGEST_DESCRIPTION = 200;

/** @see https://ogp.me/ */
export function preview({ title, description, url, image = null, publishedAt }: Preview): Html {
  const short = cut(description, LONGEST_DESCRIPTION);
  return html`<meta name="description" content="${short}">
<meta property="og:site_name" content="${NEWSREEL}">
<meta property="og:type" content="${publishedAt === undefined ? 'website' : 'article'}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${short}">
<meta property="og:url" content="${url}">
${image === null ? '' : html`<meta property="og:image" content="${image}">`}
${publishedAt === undefined ? '' : html`<meta property="article:published_time" content="${publishedAt}">`}
<meta name="twitter:card" content="${image === null ? 'summary' : 'summary_large_image'}">`;
}

/** The feeds that a page has, for feed readers and browsers to find. @param search of their URLs, with its `?` or empty */
export const feedLinks = (title: string, search: string): Html =>
  html`${[
    ['/feed.atom', 'application/atom+xml'],
    ['/feed.rss', 'application/rss+xml'],
    ['/feed.json', 'application/feed+json'],
  ].map(
    ([path, type]) => html`<link rel="alternate" type="${type}" title="${title}" href="${path}${search}">
`,
  )}`;
