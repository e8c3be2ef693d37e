import { firstIdAt, idsFromBytes, idToBytes, LATEST_TIME, timeOf } from '../article/id';
import type { Item } from '../table/client';
import { postingKey } from '../table/keys';
import { NEWEST } from './cursor';

/**
 * A posting block: the ids of one batch's articles that have a term, newest first, 16 bytes each.
 *
 * A block never crosses the border of a window. So whoever goes on from an id, however far back, need not
 * look at blocks of newer windows.
 */

/** 50 days: a feed's usual entries lie in one or two of these, and a window of hourly blocks is read in 40 units. */
export const WINDOW_MS = 2 ** 32;

/** Ids of a block at most: 8 KB, what one read unit reads. */
const LARGEST_BLOCK = 500;

const windowOf = (id: string): number => Math.floor(timeOf(id) / WINDOW_MS);

/** A key above those of all blocks that can hold this id, and below those of newer windows. */
export const endOfWindow = (id: string): string => {
  const end = (windowOf(id) + 1) * WINDOW_MS;
  return end > LATEST_TIME ? NEWEST : firstIdAt(end);
};

/** An article under a term. Its bytes are made once for all of its terms. */
export interface Posting {
  id: string;
  window: number;
  bytes: Uint8Array;
}

export const posting = (id: string): Posting => ({ id, window: windowOf(id), bytes: idToBytes(id) });

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
    const border = rest.findIndex(({ window }, at) => at === LARGEST_BLOCK || window !== first.window);
    const block = border === -1 ? rest : rest.slice(0, border);
    rest = rest.slice(block.length);
    const bytes = Buffer.concat(block.map(({ bytes }) => bytes));
    const item: Item = { ...postingKey(term, first.id, batch), ids: { B: bytes } };
    if (expiresAt !== null) item['expiresAt'] = { N: String(expiresAt) };
    items.push(item);
  }
  return items;
}

/** A block's ids, newest first. */
export function parseBlock(item: Item): string[] {
  const stored = item['ids']?.B;
  return stored === undefined ? [] : idsFromBytes(stored);
}

/** The newest id of a block, which its key begins with. */
export const newestOf = (item: Item): string => item['SK']?.S?.slice(0, 26) ?? '';
