import { html } from 'hono/html';
import type { Article } from '../article/article';
import type { Html } from '../pages/html';
import { isSample } from '../sources/sample';
import { cut } from '../text/cut';
import { parseUrl } from '../text/parse-url';
import type { Calendar } from './days';

/** More is not seen: three lines. */
const LONGEST_SUMMARY = 320;
const MOST_CATEGORIES = 3;

/** How a list names and dates what it shows. */
export interface Telling {
  calendar: Calendar;
  /** of a source, by its id */
  titleOf: (source: string) => string;
}

/** An article in a list. What others wrote finds its own direction. */
export function entry(article: Article, telling: Telling): Html {
  const { id, title, summary, image, url } = article;
  return html`<li><article class="entry" data-id="${id}">
${image === null ? '' : html`<img class="thumb" src="${image}" alt="" width="120" height="90" loading="lazy" decoding="async">`}<p class="byline">${sourceLink(article.source, telling)} · ${time(article, telling)}</p>
<h3 dir="auto"><a href="/read/${id}">${title}</a></h3>
${
  summary === ''
    ? ''
    : html`<p class="summary" dir="auto">${cut(summary, LONGEST_SUMMARY)}</p>
`
}<p class="byline">${categoryLinks(article.categories.slice(0, MOST_CATEGORIES))}<a class="original" href="${url}" rel="noopener" aria-label="The original at ${hostOf(url)}">${hostOf(url)} ↗</a></p>
</article></li>
`;
}

/** The name of an article's source, which leads to its page. */
export const sourceLink = (source: string, { titleOf }: Telling): Html =>
  html`<a href="/from/${source}"><bdi>${titleOf(source)}</bdi></a>${isSample(source) ? html` <span class="badge">sample</span>` : ''}`;

/** Categories, each of which leads to what else is in it. */
export const categoryLinks = (categories: readonly string[]): Html[] =>
  categories.map(
    (category) => html`<a href="/?${new URLSearchParams({ category })}"><bdi>${category}</bdi></a> · `,
  );

/** Where a link leads, in short. */
export const hostOf = (url: string): string => parseUrl(url)?.host.replace(/^www\./, '') ?? url;

const time = ({ publishedAt }: Article, { calendar }: Telling): Html =>
  html`<time datetime="${publishedAt}">${calendar.timeOf(new Date(publishedAt))}</time>`;
