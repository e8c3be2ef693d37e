import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Respond = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** A server that does whatever a test wants. */
export class Outside {
  readonly requests: IncomingMessage[] = [];

  private constructor(private readonly server: Server) {}

  static async start(respond: Respond): Promise<Outside> {
    const server = createServer((request, response) => {
      outside.requests.push(request);
      respond(request, response, new URL(request.url ?? '', outside.url));
    });
    const outside = new Outside(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return outside;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** Servers of a file's tests, which end with each test. */
export function outsides(): (respond: Respond) => Promise<Outside> {
  const running: Outside[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((outside) => outside.stop()));
  });
  return async (respond) => {
    const outside = await Outside.start(respond);
    running.push(outside);
    return outside;
  };
}

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value));
}
