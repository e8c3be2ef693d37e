import { type Article, shown } from '../article/article';
import type { Packed } from '../http/api';
import { pagesOf } from '../search/pages';
import type { ArticleQuery } from '../search/query';
import type { Table } from '../table/client';
import type { Body } from './body';
import type { Format } from './format';

/** One part of an export: a whole file. */
export interface Part {
  file: string | Packed;
  /** the cursor of the part that follows, null where there is none */
  next: string | null;
}

/** Articles of a part: a limit beside that of bytes, which bounds the time a part takes. */
const MOST_ARTICLES = 10_000;

/** Articles of one search: about as many as one Query gives, which ends at 1 MB. */
const PAGE = 1_000;

/** Articles that are written and packed together. */
const BATCH = 100;

/** Under a tenth of a cent. 10,000 articles that are read one by one, for a search, are 5,000. */
const MOST_UNITS = 6_000;

/** After so long no more is read: API Gateway waits for 30 s. */
const MOST_MS = 18_000;

/**
 * The newest articles that a query asks for, as many as fit into one answer.
 * @param query null where nothing can match
 * @param from the bound at which to go on (`parseCursor`), null for the first part
 * @param body empty
 * @param now ms, from whichever moment
 */
export async function fillPart(
  table: Table,
  query: ArticleQuery | null,
  from: string | null,
  format: Format,
  body: Body,
  now: () => number = Date.now,
): Promise<Part> {
  const file = new PartFile(format, body);
  if (query === null) return { file: file.whole(), next: null };
  const reach = { units: MOST_UNITS, ms: MOST_MS, now };
  let next: string | null = null;
  for await (const page of pagesOf(table, query, () => PAGE, from, reach)) {
    const left = file.add(page.articles.map(shown));
    next = left > 0 ? file.last : page.next;
    if (left > 0 || file.isFull) break;
  }
  return { file: file.whole(), next };
}

/** A file that grows by articles as long as there is room. */
class PartFile {
  /** id of the last article in it, which as a cursor goes on behind it */
  last: string | null = null;
  private articles = 0;

  constructor(
    private readonly format: Format,
    private readonly body: Body,
  ) {
    body.takeAnyway(format.head);
  }

  get isFull(): boolean {
    return this.articles >= MOST_ARTICLES;
  }

  whole(): string | Packed {
    this.body.takeAnyway(this.format.tail);
    return this.body.whole();
  }

  /** Takes articles from the front, as many as fit. @returns how many are left over */
  add(articles: Article[]): number {
    let taken = 0;
    while (taken < articles.length && !this.isFull) {
      const batch = articles.slice(taken, taken + BATCH);
      const fitting = this.takeFitting(batch);
      taken += fitting;
      if (fitting < batch.length) break;
    }
    return articles.length - taken;
  }

  /** All of a batch, or half of it, or half of that. An empty file takes any one article, so that the next part is further on. */
  private takeFitting(batch: Article[]): number {
    for (let count = batch.length; count > 0; count = Math.floor(count / 2)) {
      const rows = this.format.write(batch.slice(0, count));
      if (!this.take(this.articles === 0 ? rows : this.format.between + rows, count)) continue;
      this.articles += count;
      this.last = batch[count - 1]?.id ?? this.last;
      return count;
    }
    return 0;
  }

  private take(text: string, count: number): boolean {
    if (this.body.take(text)) return true;
    if (this.articles > 0 || count > 1) return false;
    this.body.takeAnyway(text);
    return true;
  }
}
