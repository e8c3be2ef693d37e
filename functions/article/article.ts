import { isExpired, optionalText, text, texts } from '../table/attributes';
import type { Item } from '../table/client';
import { articleKey } from '../table/keys';
import { timeOf } from './id';

/** What the API shows of an article, and what a list holds of it. */
export interface Article {
  id: string;
  /** its source's id */
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
