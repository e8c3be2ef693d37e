import type { Article } from '../article/article';
import { pagesOf, type Reach } from '../search/pages';
import { type ArticleQuery, parseSearch } from '../search/query';
import type { SourceNames } from '../sources/names';
import { removedOrigins } from '../sources/removed';
import type { Table } from '../table/client';
import type { DigestSettings } from './settings';
import type { Span } from './span';

/** Articles of a digest at most. */
const MOST_ARTICLES = 50;

/** Of the 60 units that a digest may read; its sources' names and its reader take the others. */
const REACH: Reach = { units: 28, ms: 20_000 };

/** Once some are found, the few that are missing are looked for among more. */
const SMALLEST_PAGE = 20;

/** What a digest holds, by its settings. */
export type Wanted = Pick<DigestSettings, 'search' | 'sources' | 'categories'>;

/**
 * The newest articles that came within a span and were not told of before it, newest first.
 * @param told ids of those that the digest before told of, newest first
 */
export async function readNews(
  table: Table,
  names: SourceNames,
  wanted: Wanted,
  span: Span,
  told: readonly string[],
): Promise<Article[]> {
  const query = await queryOf(table, names, wanted, span);
  if (query === null) return [];
  const isNews = newsFilter(span, told);
  const news: Article[] = [];
  const size = () => Math.max(MOST_ARTICLES - news.length, SMALLEST_PAGE);
  for await (const { articles } of pagesOf(table, query, size, null, REACH)) {
    news.push(...articles.filter(isNews));
    if (news.length >= MOST_ARTICLES) break;
  }
  return news.slice(0, MOST_ARTICLES);
}

async function queryOf(
  table: Table,
  names: SourceNames,
  { search, sources, categories }: Wanted,
  span: Span,
): Promise<ArticleQuery | null> {
  const [known, removed] = await Promise.all([names.read(sources, Date.now()), removedOrigins(table)]);
  if (sources.length > 0 && known.size === 0) return null;
  const origins = [...known.values()].map(({ origin }) => origin);
  return {
    sources: origins,
    removed,
    categories,
    ...parseSearch(search ?? ''),
    since: span.publishedFrom,
    until: null,
  };
}

/**
 * What came within the span. Of what came shortly before it that is news which the digest before would have told of,
 * had it been there: it did not, and had room for it.
 */
function newsFilter(span: Span, told: readonly string[]): (article: Article) => boolean {
  const known = new Set(told);
  const oldestTold = told.length >= MOST_ARTICLES ? (told.at(-1) ?? '') : '';
  return ({ id, fetchedAt, publishedAt }) => {
    const came = Date.parse(fetchedAt);
    if (came >= span.until || came < span.overlapsFrom || known.has(id)) return false;
    return came >= span.from || (Date.parse(publishedAt) >= span.overlapPublishedFrom && id > oldestTold);
  };
}
