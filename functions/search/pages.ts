import type { Table } from '../table/client';
import { parseCursor } from './cursor';
import { findArticles, type Page } from './find';
import type { ArticleQuery } from './query';

/** How far one request may go where one page is not enough. */
export interface Reach {
  /** read units of all pages together */
  units: number;
  ms: number;
  /** ms, from whichever moment */
  now?: () => number;
}

/**
 * Page after page of what a query asks for, as long as there are more and the request may go on. The last one's
 * `next` says where it would.
 * @param size articles of the next page at most
 * @param from the bound at which to begin (`parseCursor`), null for the first page
 */
export async function* pagesOf(
  table: Table,
  query: ArticleQuery,
  size: () => number,
  from: string | null,
  { units, ms, now = Date.now }: Reach,
): AsyncGenerator<Page, void> {
  const end = now() + ms;
  let left = units;
  for (let bound = from, isFirst = true; isFirst || bound !== null; isFirst = false) {
    const page: Page = await findArticles(table, query, size(), bound, left);
    yield page;
    left -= page.units;
    if (left <= 0 || now() >= end) return;
    bound = page.next === null ? null : parseCursor(page.next);
  }
}
