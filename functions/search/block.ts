import { ID_BYTES, idFromBytes, idToBytes } from '../article/id';
import type { Item } from '../table/client';
import { postingKey } from '../table/keys';

/**
 * A posting block: the ids of one batch's articles that have a term, newest first, 16 bytes each.
 *
 * A block never crosses the border of a window of 2^30 ms (12.4 days: the ids that share their first four
 * characters). So whoever goes on from an id, however far back, need not look at blocks of newer windows.
 */

const WINDOW_CHARACTERS = 4;

/** Behind every id and every batch's name in the order of keys. */
const LAST = '~';

/** Ids of a block at most: 8 KB, what one read unit reads. */
const LARGEST_BLOCK = 500;

const windowOf = (id: string): string => id.slice(0, WINDOW_CHARACTERS);

/** The highest key that a block with an id of at most this can have. */
export const lastKeyOfWindow = (id: string): string => windowOf(id) + LAST;

/** Whether two ids lie in one window. */
export const shareWindow = (one: string, other: string): boolean => windowOf(one) === windowOf(other);

/** An article under a term. Its bytes are made once for all of its terms. */
export interface Posting {
  id: string;
  bytes: Uint8Array;
}

export const posting = (id: string): Posting => ({ id, bytes: idToBytes(id) });

/**
 * The blocks of one term of one batch.
 * @param postings newest first, each once
 * @param expiresAt seconds since 1970, when the last of the articles expires; null for never
 */
export function blockItems(
  term: string,
  batch: string,
  postings: Posting[],
  expiresAt: number | null,
): Item[] {
  const items: Item[] = [];
  let rest = postings;
  for (let [first] = rest; first !== undefined; [first] = rest) {
    const { id: newest } = first;
    const border = rest.findIndex(({ id }, at) => at === LARGEST_BLOCK || !shareWindow(id, newest));
    const block = border === -1 ? rest : rest.slice(0, border);
    rest = rest.slice(block.length);
    const bytes = Buffer.concat(block.map(({ bytes }) => bytes));
    const item: Item = { ...postingKey(term, newest, batch), ids: { B: bytes } };
    if (expiresAt !== null) item['expiresAt'] = { N: String(expiresAt) };
    items.push(item);
  }
  return items;
}

/** A block's ids, newest first. */
export function parseBlock(item: Item): string[] {
  const stored = item['ids']?.B;
  if (stored === undefined) return [];
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const ids: string[] = [];
  for (let offset = 0; offset + ID_BYTES <= bytes.length; offset += ID_BYTES) {
    ids.push(idFromBytes(bytes, offset));
  }
  return ids;
}

/** The newest id of a block, which its key begins with. */
export const newestOf = (item: Item): string => item['SK']?.S?.slice(0, 26) ?? '';
