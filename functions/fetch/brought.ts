import { hash } from 'node:crypto';
import { type Article, articleItem } from '../article/article';
import { contentItem } from '../article/content';
import { timeOf } from '../article/id';
import type { Reading } from '../feed/read';
import { type IndexMessage, packIndexMessage } from '../queue/messages';
import { wordTerms } from '../search/terms';
import { originOf } from '../sources/origin';
import type { Source } from '../sources/source';
import type { Item } from '../table/client';
import { contentKey, type Key } from '../table/keys';
import type { ChangedEntry } from './compare';

/** What one changed entry brings: its items, and its words for the index. */
export interface BroughtArticle {
  items: Item[];
  /** of an edited entry that has no content any more */
  deletes: Key[];
  indexed: IndexMessage['articles'][number];
}

/**
 * An entry as an article; null where it has nothing to show.
 * @param retentionDays how long it is kept from when it was first fetched; 0 for ever
 */
export function bringArticle(
  source: Source,
  reading: Reading,
  { id, entry, isNew, fetchedAt }: ChangedEntry,
  retentionDays: number,
): BroughtArticle | null {
  const fields = entry.clean();
  if (fields === null) return null;
  const { title, summary, author, categories, image, content } = fields;
  const article: Article = {
    id,
    source: originOf(source),
    title,
    url: fields.url ?? reading.homepage ?? source.url,
    summary,
    author,
    publishedAt: new Date(timeOf(id)).toISOString(),
    fetchedAt: new Date(fetchedAt * 1000).toISOString(),
    categories: [...new Set([...categories, ...source.categories])],
    image,
  };
  const expiresAt = expiryOf(fetchedAt, retentionDays);
  const packed = content === null ? null : contentItem(id, content, expiresAt);
  return {
    items: packed === null ? [articleItem(article, expiresAt)] : [articleItem(article, expiresAt), packed],
    deletes: packed === null && !isNew ? [contentKey(id)] : [],
    indexed: {
      id,
      source: article.source,
      categories: article.categories,
      words: [...wordTerms(article)].join(' '),
    },
  };
}

/** Seconds since 1970, null for never. @param fetchedAt seconds since 1970 */
export const expiryOf = (fetchedAt: number, retentionDays: number): number | null =>
  retentionDays === 0 ? null : fetchedAt + retentionDays * 86_400;

/** A queue takes 1 MiB a message; what does not pack at all still fits. */
const LARGEST_PART = 750_000;

/**
 * The messages for the index. A part is named by what it holds: a retry that reads something else
 * makes other parts, and is not taken for done by the first try's.
 */
export function indexMessages(
  cycle: string,
  articles: IndexMessage['articles'],
  expiresAt: number | null,
): { part: string; body: string }[] {
  return split(articles).map((part) => {
    const name = `index#${hash('sha256', JSON.stringify(part)).slice(0, 20)}`;
    const message: IndexMessage = { cycle, part: name, expiresAt, articles: part };
    return { part: name, body: packIndexMessage(message) };
  });
}

function split(articles: IndexMessage['articles']): IndexMessage['articles'][] {
  const parts: IndexMessage['articles'][] = [];
  let part: IndexMessage['articles'] = [];
  let bytes = 0;
  for (const article of articles) {
    const size = Buffer.byteLength(JSON.stringify(article));
    if (part.length > 0 && bytes + size > LARGEST_PART) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(article);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
