/** What the words of one article take. */
export interface Words {
  /** write units, and items */
  writes: number;
  /** in the table, with its own overhead */
  bytes: number;
}

/**
 * The more articles are indexed in one batch, the more of them share each word's block. By the size of the batch: write
 * units (mostly one an item) and bytes an article. Up to 1,000 measured with 1,335 articles of 72 real feeds in many
 * languages, the dearest there are (38 words an article; one language takes three quarters of it); beyond that with
 * generated ones, in proportion.
 */
const MEASURED: readonly (readonly [batch: number, writes: number, bytes: number])[] = [
  [1, 39.5, 3_358],
  [10, 35.9, 3_126],
  [50, 29.9, 2_725],
  [200, 23.9, 2_312],
  [1_000, 16.2, 1_781],
  [5_000, 8.6, 1_283],
  [20_000, 3.8, 970],
];

const OVERHEAD = 100;

/** @param batch articles that are indexed together, on average */
export function wordsOfArticle(batch: number): Words {
  const after = MEASURED.find(([size]) => size >= batch);
  const before = MEASURED.findLast(([size]) => size < batch);
  const [low, high] = [before ?? MEASURED[0], after ?? MEASURED.at(-1)];
  // Neither list is empty.
  if (low === undefined || high === undefined) throw new RangeError('Nothing was measured');
  const share =
    low === high ? 0 : (Math.log(batch) - Math.log(low[0])) / (Math.log(high[0]) - Math.log(low[0]));
  const within = Math.min(Math.max(share, 0), 1);
  const between = (column: 1 | 2) => low[column] + (high[column] - low[column]) * within;
  const writes = between(1);
  return { writes, bytes: between(2) + writes * OVERHEAD };
}
