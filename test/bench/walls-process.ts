import { NotAFeedError } from '../../functions/feed/not-a-feed-error';
import { readFeed } from '../../functions/feed/read';
import { parseNetworks } from '../../functions/network/addresses';
import { download } from '../../functions/network/download';
import { FetchError } from '../../functions/network/failure';
import { openNetwork } from '../../functions/network/network';

/** Downloads and reads one feed in a process of its own, and answers what that took. */

process.once('message', async (url: string) => {
  const start = performance.now();
  const outcome = await readAt(url);
  const { maxRSS } = process.resourceUsage();
  process.send?.({ ms: performance.now() - start, megabytes: maxRSS / 1024, outcome });
});
process.once('disconnect', () => process.exit(0));

async function readAt(url: string): Promise<string> {
  try {
    const network = openNetwork(parseNetworks('127.0.0.0/8'));
    const asked = { url, credentials: null, etag: null, lastModified: null };
    const { body, contentType, base } = await download(network, asked);
    const articles = readFeed(body, contentType, base).entries.flatMap((entry) => entry.clean() ?? []);
    return `${articles.length} articles`;
  } catch (error) {
    if (error instanceof FetchError || error instanceof NotAFeedError) return error.message;
    throw error;
  }
}
