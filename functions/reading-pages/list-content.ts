import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { NEWSREEL } from '../pages/layout';
import type { Page } from '../pages/page';
import { isSample } from '../sources/sample';
import { articleList } from './article-list';
import { calendarOf } from './days';
import type { Telling } from './entry';
import { filterChips, filterForm, searchForm } from './filters';
import { firstPage, isWayLost, newerPage, olderPage } from './links';
import type { List } from './list';
import { nothingHere } from './nothing-here';
import { OFFLINE, sampleNotice } from './notices';
import { feedLinks, preview } from './social';
import { sourceHead } from './source-head';

/** A page of articles: what is searched for and filtered by, then what was found, by days. */
export function listContent(list: List): Page {
  const { here, source, articles, viewer, origin } = list;
  const title = titleOf(list);
  const asked = feedQuery(list);
  const isNewest = !here.given.has('cursor');
  const calendar = calendarOf(viewer.timeZone, Date.now());
  const telling: Telling = { calendar, titleOf: (id) => list.sources.titles.get(id) ?? id };
  return {
    title,
    place: source === null ? 'news' : 'sources',
    isWide: true,
    showsMedia: true,
    script: 'reading',
    notices: html`${viewer.notices}${sampleNotice(isAnySample(list))}${OFFLINE}`,
    head: html`${preview({
      title,
      description: descriptionOf(list),
      url: `${origin}${here.path}${queryString(firstPage(here.given))}`,
    })}
${feedLinks(title, asked)}`,
    heading: searchForm(here),
    content: html`${filterForm(list)}
<div id="results" data-newest="${isNewest ? (articles[0]?.id ?? '') : ''}" data-zone="${viewer.timeZone}"${isNewest ? html` data-live` : ''}>
${source === null ? html`<h1 class="${here.given.size === 0 ? 'hidden' : ''}">${title === NEWSREEL ? 'Latest news' : title}</h1>` : sourceHead(source, calendar)}
${filterChips(list)}
${articles.length === 0 ? nothingHere(list) : articleList(articles, telling)}
${pager(list)}
${articles.length === 0 ? '' : takeAlong(asked)}
</div>`,
  };
}

/** What the page is of, for its window and for who links to it. */
function titleOf({ here: { given }, source, sources }: List): string {
  const search = given.get('search');
  const parts = [
    ...(search === null ? [] : [`“${search}”`]),
    ...given.getAll('category'),
    ...(source === null ? given.getAll('source').map((id) => sources.titles.get(id) ?? id) : [source.title]),
  ];
  if (parts.length > 0) return parts.join(' · ');
  return given.has('since') || given.has('until') ? 'News of some days' : NEWSREEL;
}

function descriptionOf({ source, articles }: List): string {
  const latest = articles.slice(0, 3).map(({ title }) => title);
  const what = source === null ? 'The latest news' : `The latest from ${source.title}`;
  return latest.length === 0 ? `${what}.` : `${what}: ${latest.join(' · ')}`;
}

/** The filters as our feeds take them, with the `?` before them. */
function feedQuery({ here: { given }, source }: List): string {
  const asked = firstPage(given);
  if (source !== null) asked.set('source', source.id);
  return queryString(asked);
}

const queryString = (asked: URLSearchParams): string => (asked.size === 0 ? '' : `?${asked}`);

const isAnySample = ({ articles, sources: { choice } }: List): boolean =>
  articles.some(({ source }) => isSample(source)) || (choice ?? []).some(({ id }) => isSample(id));

function pager({ here, next }: List): Html | '' {
  const newer = newerPage(here);
  if (newer === null && next === null) return '';
  return html`<nav class="pager" aria-label="Pages">
${newer === null ? html`<span></span>` : html`<a class="button quiet" rel="prev" href="${newer}">← ${isWayLost(here) ? 'Newest' : 'Newer'}</a>`}
${next === null ? '' : html`<a class="button quiet" rel="next" href="${olderPage(here, next)}">Older →</a>`}
</nav>`;
}

/** The ways to have just this elsewhere. */
const takeAlong = (asked: string): Html =>
  html`<p class="quiet-text">Follow this as a feed: <a href="/feed.atom${asked}">Atom</a>, <a href="/feed.rss${asked}">RSS</a>, <a href="/feed.json${asked}">JSON Feed</a>. Have it <a href="/account${digestQuery(asked)}#digest">by mail</a>.</p>`;

/** What a digest can be narrowed by. */
function digestQuery(asked: string): string {
  const narrowing = [...new URLSearchParams(asked)].filter(([name]) => name !== 'since' && name !== 'until');
  return queryString(new URLSearchParams(narrowing));
}
