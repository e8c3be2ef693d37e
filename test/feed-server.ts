import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path answers: a body, or whatever the function does. */
type Page = string | Buffer | ((request: IncomingMessage, response: ServerResponse) => void);

/** Servers of sources, on loopback: pages that tests change at will, with ETag and 304 as usual servers have. */
export class FeedServer {
  readonly requests: string[] = [];
  private readonly pages = new Map<string, Page>();

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<FeedServer> {
    const server = createServer((request, response) => feeds.answer(request, response));
    const feeds = new FeedServer(server);
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    return feeds;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  set(path: string, page: Page): void {
    this.pages.set(path, page);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(request.url ?? '');
    const page = this.pages.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else if (typeof page === 'function') page(request, response);
    else {
      const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else response.writeHead(200, { etag, 'content-type': 'application/xml' }).end(page);
    }
  }
}

export interface RssItem {
  title?: string;
  guid?: string;
  link?: string;
  date?: Date | string;
  description?: string;
  content?: string;
}

/** An RSS 2.0 feed. */
export function rss(items: RssItem[], title = 'A feed'): string {
  const element = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}><![CDATA[${value}]]></${name}>`;
  const body = items.map(({ title, guid, link, date, description, content }) => {
    const published = date instanceof Date ? date.toUTCString() : date;
    return `<item>${element('title', title)}${element('guid', guid)}${element('link', link)}${element('pubDate', published)}${element('description', description)}${element('content:encoded', content)}</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${title}</title><link>https://example.com/</link>${body.join('')}</channel></rss>`;
}
