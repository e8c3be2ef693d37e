import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { ARTICLES, articleKey, contentKey } from '../table/keys';
import { type Article, parseArticle } from './article';
import { parseContent } from './content';

/** An article with its sanitised HTML, null where there is no more than the summary. */
export interface WholeArticle extends Article {
  content: string | null;
}

/** One article; null where there is none, or its time is over. */
export async function readArticle(table: Table, id: string): Promise<WholeArticle | null> {
  const items = await readItems(table, [articleKey(id), contentKey(id)]);
  const now = Date.now();
  const shown = items.find((item) => item['PK']?.S === ARTICLES);
  const article = shown === undefined ? null : parseArticle(shown, now);
  if (article === null) return null;
  const packed = items.find((item) => item !== shown);
  return { ...article, content: packed === undefined ? null : parseContent(packed, now) };
}
