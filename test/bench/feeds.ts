import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { FeedCounts } from './feed-process';

/** The process that serves the generated feeds. */
export interface Feeds {
  url(feed: number): string;
  /** of all feeds together, unpacked */
  bytes: number;
  /** answers since it was last asked */
  counts(): Promise<FeedCounts>;
  stop(): void;
}

/** Generates feeds and serves them. @param count how many */
export async function startFeeds(count: number): Promise<Feeds> {
  const child = fork(path.join(__dirname, 'feed-process.ts'), [String(count)]);
  const [{ port, bytes }] = (await once(child, 'message')) as [{ port: number; bytes: number }];
  return {
    url: (feed) => `http://127.0.0.1:${port}/${feed}`,
    bytes,
    counts: async () => {
      child.send('counts');
      const [counts] = (await once(child, 'message')) as [FeedCounts];
      return counts;
    },
    stop: () => child.disconnect(),
  };
}
