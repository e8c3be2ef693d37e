import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands between the handlers and their services and lets a number of calls through, then none: what a
 * function that was killed there would have done, and no more. Or it has one call done and keeps the answer to itself,
 * as a connection does that breaks at the wrong moment.
 */
export class Fuse {
  private left = Number.POSITIVE_INFINITY;
  private broken = 0;
  private losesOne = false;
  private readonly servers: Server[] = [];

  /** Burns after so many more calls. */
  set(calls: number): void {
    this.left = calls;
    this.broken = 0;
    this.losesOne = false;
  }

  /** Loses the answer of one call after so many more; those after it get theirs. */
  lose(calls: number): void {
    this.set(calls);
    this.losesOne = true;
  }

  /** Lets everything through again. @returns whether a call was refused, or an answer lost, since it was set */
  mend(): boolean {
    this.left = Number.POSITIVE_INFINITY;
    return this.broken > 0;
  }

  /** @returns the URL to call instead of the target's */
  async guard(target: string): Promise<string> {
    const { pathname } = new URL(target);
    const server = createServer((incoming, outgoing) => {
      if (this.left-- > 0) return forward(target, incoming, (answer) => give(answer, outgoing));
      this.broken++;
      if (!this.losesOne) return refuse(incoming, outgoing);
      this.left = Number.POSITIVE_INFINITY;
      forward(target, incoming, (answer) => {
        answer.resume().on('end', () => incoming.socket.destroy());
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname === '/' ? '' : pathname}`;
  }

  /** Stands before the table and the queues that handlers find by their variables. */
  async guardService(): Promise<void> {
    const sqs = process.env['AWS_ENDPOINT_URL_SQS'] ?? '';
    const guarded = await this.guard(sqs);
    for (const variable of ['AWS_ENDPOINT_URL_SQS', 'FETCH_QUEUE_URL', 'INDEX_QUEUE_URL']) {
      process.env[variable] = process.env[variable]?.replace(sqs, guarded);
    }
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await this.guard(
      process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    );
  }

  stop(): void {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** Not one of the errors that the SDK tries again. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  outgoing.end('{"__type":"AccessDeniedException","message":"burnt"}');
  incoming.resume();
}

function forward(target: string, incoming: IncomingMessage, take: (answer: IncomingMessage) => void): void {
  const { hostname, port } = new URL(target);
  const { method, url, headers } = incoming;
  incoming.pipe(request({ hostname, port, method, path: url, headers }, take));
}

function give(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
  answer.pipe(outgoing);
}
