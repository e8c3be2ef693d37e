import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server was asked. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** ms, on the clock of `performance.now()` */
  at: number;
}

/** A server on loopback that answers as the test wants it, and remembers what it was asked. */
export class WebServer {
  readonly asked: Asked[] = [];
  answer: (request: Asked, response: ServerResponse) => void = (_, response) => response.end('the news');

  private readonly server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const at = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const asked = { method, url, headers, body: Buffer.concat(chunks).toString(), at };
    this.asked.push(asked);
    this.answer(asked, response);
  });

  static async start(host = '127.0.0.1'): Promise<WebServer> {
    const server = new WebServer();
    await new Promise<void>((done) => server.server.listen(0, host, done));
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path = '/'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
