import { readFileSync } from 'node:fs';
import { parseFeed } from 'feedsmith';
import { readFeed } from '../../functions/feed/read';

/**
 * Reads feeds with one reader, whose name is its argument, in a process of its own: its memory is not to be counted
 * as another's. Answers each list of files with the ms that reading them took, once they were in memory.
 */

const READERS: Record<string, (bytes: Buffer) => unknown> = {
  newsreel: (bytes) =>
    readFeed(bytes, undefined, 'https://feed.example/feed.xml').entries.map((entry) => entry.clean()),
  feedsmith: (bytes) => parseFeed(new TextDecoder().decode(bytes)),
};

const read = READERS[process.argv[2] ?? ''];

process.on('message', (files: string[]) => {
  const feeds = files.map((file) => readFileSync(file));
  const start = performance.now();
  for (const bytes of feeds) tryToRead(bytes);
  process.send?.(performance.now() - start);
});
process.once('disconnect', () => process.exit(0));

/** Real feeds include broken ones. */
function tryToRead(bytes: Buffer): void {
  try {
    read?.(bytes);
  } catch {}
}
