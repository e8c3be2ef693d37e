import { type Article, shown } from '../article/article';
import { publicApi } from '../http/api';
import { revalidated } from '../http/conditional';
import { notFound } from '../http/problem';
import type { Filters } from '../list/parameters';
import { queryOf } from '../list/query';
import { pagesOf, type Reach } from '../search/pages';
import { openTable, type Table } from '../table/client';
import { ATOM } from './atom';
import { type Format, feedOf } from './feed';
import { JSON_FEED } from './json-feed';
import { parseFeedParameters } from './parameters';
import { RSS } from './rss';
import { titleFor } from './title';

const MOST = 50;

/** A fiftieth of a cent, where nobody has asked the same lately; and well below the function's time. */
const REACH: Reach = { units: 1_500, ms: 6_000 };

const FORMATS = new Map<string, Format>([
  ['/feed.atom', ATOM],
  ['/feed.rss', RSS],
  ['/feed.json', JSON_FEED],
]);

/** Feed readers ask every hour or so; what stands between them and us may answer many of them at once. */
const FIVE_MINUTES = { 'cache-control': 'public, max-age=300' };

/** `GET /feed.atom`, `/feed.rss`, `/feed.json`: the newest that match, as a feed. */
export const handler = publicApi(async (request) => {
  const { url, query } = request;
  const format = FORMATS.get(url.pathname);
  if (format === undefined) throw notFound('There is no feed of that format');
  const filters = parseFeedParameters(query);
  const table = openTable();
  return revalidated(request, { table, subject: 'ARTICLES', kept: FIVE_MINUTES }, async () => {
    const articles = await newest(table, filters);
    const links = { url: url.href, homepage: new URL('/', url).href };
    const feed = feedOf(titleFor(query), links, articles.map(shown));
    return { status: 200, headers: { 'content-type': format.contentType }, body: format.write(feed) };
  });
});

async function newest(table: Table, filters: Filters): Promise<Article[]> {
  const asked = await queryOf(table, filters);
  if (asked === null) return [];
  const found: Article[] = [];
  // A feed has no next page: what a search of common words needs more than a page may read is read here.
  for await (const { articles } of pagesOf(table, asked, () => MOST - found.length, null, REACH)) {
    found.push(...articles);
    if (found.length >= MOST) break;
  }
  return found;
}
