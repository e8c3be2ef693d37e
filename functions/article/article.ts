import { sourceOf } from '../sources/origin';
import { isExpired, optionalText, text, texts } from '../table/attributes';
import type { Item } from '../table/client';
import { articleKey } from '../table/keys';
import { timeOf } from './id';

/** What a list holds of an article. */
export interface Article {
  id: string;
  /** its origin: its source as it was added */
  source: string;
  /** plain text */
  title: string;
  /** absolute, http or https */
  url: string;
  /** plain text of at most 500 characters, may be empty */
  summary: string;
  author: string | null;
  /** ISO 8601, UTC: when it was published, or first seen where the source says nothing usable */
  publishedAt: string;
  /** ISO 8601, UTC: when it was first fetched */
  fetchedAt: string;
  categories: string[];
  /** absolute, http or https */
  image: string | null;
}

/** An article as the API shows it: of its origin the source's id. */
export const shown = <T extends Article>(article: T): T => ({ ...article, source: sourceOf(article.source) });

/** An article as it lies in the table. `publishedAt` is in the id. @param expiresAt seconds since 1970 */
export function articleItem(article: Article, expiresAt: number | null): Item {
  const item: Item = {
    ...articleKey(article.id),
    source: { S: article.source },
    title: { S: article.title },
    url: { S: article.url },
    fetchedAt: { S: article.fetchedAt },
  };
  if (article.summary !== '') item['summary'] = { S: article.summary };
  if (article.author !== null) item['author'] = { S: article.author };
  if (article.image !== null) item['image'] = { S: article.image };
  if (article.categories.length > 0) {
    item['categories'] = { L: article.categories.map((category) => ({ S: category })) };
  }
  if (expiresAt !== null) item['expiresAt'] = { N: String(expiresAt) };
  return item;
}

/** An article from its item; null where its time is over. @param now ms since 1970 @throws InvalidItemError */
export function parseArticle(item: Item, now: number): Article | null {
  if (isExpired(item, now)) return null;
  const id = text(item, 'SK');
  return {
    id,
    source: text(item, 'source'),
    title: text(item, 'title'),
    url: text(item, 'url'),
    summary: optionalText(item, 'summary') ?? '',
    author: optionalText(item, 'author'),
    publishedAt: new Date(timeOf(id)).toISOString(),
    fetchedAt: text(item, 'fetchedAt'),
    categories: texts(item, 'categories'),
    image: optionalText(item, 'image'),
  };
}
