import { html, raw } from 'hono/html';
import { isId } from '../article/id';
import { readArticle, type WholeArticle } from '../article/read';
import type { Answer, ApiRequest } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { askedOf } from '../pages/asked';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import { isSample } from '../sources/sample';
import { openTable } from '../table/client';
import { answerFor } from './answer';
import { fittedContent } from './content-html';
import { calendarOf } from './days';
import { categoryLinks, hostOf, sourceLink, type Telling } from './entry';
import { knownSources } from './known-sources';
import { OFFLINE, sampleNotice } from './notices';
import { feedLinks, preview } from './social';
import { type Viewer, viewerOf } from './viewer';

/** `GET /read/{id}`: an article with all that its source gave of it. */
export async function articlePage(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, askedOf(request.url));
  const id = request.path['id'] ?? '';
  if (!isId(id)) throw noSuchArticle();
  const table = openTable();
  const viewer = await viewerOf(request, table);
  return answerFor(request, { table, viewer }, async () => {
    const article = await readArticle(table, id);
    if (article === null) throw noSuchArticle();
    const { titles } = await knownSources(table, [article.source]);
    return contentOf(article, titles.get(article.source) ?? article.source, viewer, request.url);
  });
}

const noSuchArticle = () =>
  notFound(
    'There is no article under this address, or no longer: articles are kept for a time, and go with their source.',
  );

function contentOf(article: WholeArticle, sourceTitle: string, viewer: Viewer, url: URL): Page {
  const { id, title, summary, author, publishedAt, image, source, content } = article;
  const telling: Telling = { calendar: calendarOf(viewer.timeZone, Date.now()), titleOf: () => sourceTitle };
  return {
    title,
    place: 'news',
    showsMedia: true,
    script: 'reading',
    notices: html`${viewer.notices}${sampleNotice(isSample(source))}${OFFLINE}`,
    head: html`${preview({ title, description: summary || sourceTitle, url: `${url.origin}${url.pathname}`, image, publishedAt })}
<link rel="canonical" href="${article.url}">
${feedLinks(sourceTitle, `?${new URLSearchParams({ source })}`)}`,
    heading: html``,
    content: html`<article class="whole" data-id="${id}">
<header class="article-head"><h1 dir="auto">${title}</h1>
<p class="byline">${sourceLink(source, telling)}${author === null ? '' : html` · <bdi>${author}</bdi>`} · <time datetime="${publishedAt}">${telling.calendar.wholeOf(new Date(publishedAt))}</time></p></header>
${body(article, content)}
<p><a class="button original" href="${article.url}" rel="noopener">Read it at ${hostOf(article.url)} ↗</a></p>
${article.categories.length === 0 ? '' : html`<p class="byline">In ${categoryLinks(article.categories)}<a href="/from/${source}">more from <bdi>${sourceTitle}</bdi></a></p>`}
</article>
<p class="quiet-text"><a href="/">All the news</a></p>`,
  };
}

/** Its content, with its picture above where it shows none of its own; where there is no more, its summary. */
function body({ image, summary }: WholeArticle, content: string | null): Html {
  const shows = content ?? '';
  const lead =
    image === null || /<(?:img|video)\s/.test(shows)
      ? ''
      : html`<img class="lead" src="${image}" alt="" width="720" height="405" decoding="async">`;
  if (content === null)
    return html`${lead}${summary === '' ? '' : html`<p class="content" dir="auto">${summary}</p>`}`;
  return html`${lead}<div class="content" dir="auto">${raw(fittedContent(content))}</div>`;
}
