import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { SourceSettings } from '../../functions/sources/settings';
import { listen } from './listen';

/** The bundled sample feeds, and how each writes a date. */
const FEEDS = [
  {
    id: 'sample-lanternport',
    file: 'sample-lanternport.xml',
    title: 'The Lanternport Courier (sample)',
    type: 'application/rss+xml',
    date: (at: Date) => at.toUTCString(),
  },
  {
    id: 'sample-wolkenwerft',
    file: 'sample-wolkenwerft.xml',
    title: 'Wolkenwerft (Muster)',
    type: 'application/atom+xml',
    date: (at: Date) => at.toISOString(),
  },
  {
    id: 'sample-biblioteca-sumergida',
    file: 'sample-biblioteca-sumergida.json',
    title: 'La Biblioteca Sumergida (muestra)',
    type: 'application/feed+json',
    date: (at: Date) => at.toISOString(),
  },
];

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The sample feeds, served. */
export interface Samples {
  /** their sources, at the addresses of this run */
  sources: (SourceSettings & { id: string })[];
  /** where they are served */
  origin: string;
  /** that address alone, with its port, as a network to be allowed */
  network: string;
  close(): void;
}

/** Whether a source is one of the samples. */
export const isSample = ({ id }: { id: string }): boolean => FEEDS.some((feed) => feed.id === id);

/**
 * Serves the sample feeds on a free loopback port, with their entries dated as long before a moment as their
 * files say, so that they are news whenever it is.
 * @param folder absolute path of the files
 * @param now the same for the whole run, so that a feed asked twice is the same to the byte
 */
export async function serveSamples(folder: string, now: Date): Promise<Samples> {
  const feeds = FEEDS.map(({ id, file, title, type, date }) => {
    const body = render(readFileSync(path.join(folder, file), 'utf8'), now, date);
    return {
      id,
      title,
      type,
      body,
      etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
    };
  });
  const server = createServer((request, response) => {
    const feed = feeds.find(({ id }) => request.url === `/${id}`);
    if (feed === undefined) response.writeHead(404).end();
    else answer(feed, request, response);
  });
  const port = await listen(server, 0);
  const origin = `http://127.0.0.1:${port}`;
  return {
    sources: feeds.map(({ id, title }) => ({ id, title, url: `${origin}/${id}` })),
    origin,
    network: `127.0.0.1/32:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Puts dates in the place of marks such as `{{-3h}}`. */
function render(template: string, now: Date, date: (at: Date) => string): string {
  return template.replace(/\{\{-(\d+)([mhd])\}\}/g, (_, number: string, unit: string) =>
    date(new Date(now.getTime() - Number(number) * (UNIT_MS[unit] ?? 0))),
  );
}

function answer(
  { type, body, etag }: { type: string; body: string; etag: string },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { etag, 'content-type': `${type}; charset=utf-8` }).end(body);
}
