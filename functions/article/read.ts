import { removedOrigins } from '../sources/removed';
import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { ARTICLES, articleKey, contentKey } from '../table/keys';
import { type Article, parseArticle, shown } from './article';
import { parseContent } from './content';

/** An article with its sanitised HTML, null where there is no more than the summary. */
export interface WholeArticle extends Article {
  content: string | null;
}

/** One article; null where there is none, or its time is over. */
export async function readArticle(table: Table, id: string): Promise<WholeArticle | null> {
  const [items, removed] = await Promise.all([
    readItems(table, [articleKey(id), contentKey(id)]),
    removedOrigins(table),
  ]);
  const now = Date.now();
  const listed = items.find((item) => item['PK']?.S === ARTICLES);
  const article = listed === undefined ? null : parseArticle(listed, now);
  if (article === null || removed.has(article.source)) return null;
  const packed = items.find((item) => item !== listed);
  return { ...shown(article), content: packed === undefined ? null : parseContent(packed, now) };
}
