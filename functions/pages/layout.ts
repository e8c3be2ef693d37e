import { html, raw } from 'hono/html';
import type { Html } from './html';
import type { Page, Place } from './page';
import { scriptOf } from './script';
import { STYLE } from './style';

/** The name of the service, as its pages have it. */
export const NEWSREEL = 'Newsreel';

const PLACES: { place: Place; path: string; name: string }[] = [
  { place: 'news', path: '/', name: 'News' },
  { place: 'sources', path: '/from', name: 'Sources' },
  { place: 'plans', path: '/plans', name: 'Membership' },
  { place: 'account', path: '/account', name: 'Account' },
];

/** A page as a whole document. */
export const documentOf = ({
  title,
  content,
  heading = html`<h1>${title}</h1>`,
  place,
  head,
  notices,
  script,
  isWide = false,
  isPublic = false,
}: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${isPublic ? '' : html`<meta name="robots" content="noindex">`}
<title>${title === NEWSREEL ? title : `${title} · ${NEWSREEL}`}</title>
${head}
<link rel="icon" href="${ICON}">
<style>${raw(STYLE)}</style>
${script === undefined ? '' : html`<script type="module" src="/assets/${scriptOf(script).file}"></script>`}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="masthead">
<a class="brand" href="/">${NEWSREEL}</a>
<nav aria-label="Main">${PLACES.map((one) => linkTo(one, place))}</nav>
</header>
<main id="content" class="${isWide ? 'wide' : ''}" tabindex="-1">
${notices}
${heading}
${content}
</main>
<footer>
<nav aria-label="Service"><a href="/feed.atom">Feed</a><a href="/sources.opml">OPML</a><a href="/openapi.json">API</a><a href="/admin">Admin</a></nav>
</footer>
</body>
</html>
`;

const linkTo = ({ place, path, name }: (typeof PLACES)[number], current: Place | undefined): Html =>
  html`<a href="${path}"${place === current ? raw(' aria-current="page"') : ''}>${name}</a>`;

/** Three lines of a column, in our blue. It comes with the page: one request less. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#1d4e89'/><path d='M8 10h16M8 16h16M8 22h10' stroke='#fff' stroke-width='3' stroke-linecap='round'/></svg>",
)}`;
