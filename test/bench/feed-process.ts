import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { feedDocument } from './feed-formats';

/**
 * Serves generated feeds at `/0`, `/1` and so on, gzipped and with ETag, in a process of its own: its work
 * is not to be counted as ours. Its argument is how many. It tells its parent `{ port, bytes }`, answers
 * each message with its `FeedCounts` and ends with its parent.
 */

/** Answers since the parent last asked. */
export interface FeedCounts {
  whole: number;
  unchanged: number;
}

let counts: FeedCounts = { whole: 0, unchanged: 0 };
let bytes = 0;

const pages = Array.from({ length: Number(process.argv[2]) }, (_, feed) => {
  const { contentType, body } = feedDocument(feed);
  bytes += Buffer.byteLength(body);
  const packed = gzipSync(body);
  return { contentType, packed, etag: `"${createHash('sha1').update(packed).digest('hex')}"` };
});

const server = createServer(answer);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port, bytes }));
process.on('message', () => {
  process.send?.(counts);
  counts = { whole: 0, unchanged: 0 };
});
process.once('disconnect', () => process.exit(0));

function answer(request: IncomingMessage, response: ServerResponse): void {
  const page = pages[Number(request.url?.slice(1))];
  if (page === undefined) {
    response.writeHead(404).end();
  } else if (request.headers['if-none-match'] === page.etag) {
    counts.unchanged++;
    response.writeHead(304, { etag: page.etag }).end();
  } else {
    counts.whole++;
    const { contentType, packed, etag } = page;
    response.writeHead(200, { 'content-type': contentType, 'content-encoding': 'gzip', etag }).end(packed);
  }
}
