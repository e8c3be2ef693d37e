import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands between the handlers and their services and lets a number of calls through, then none: what a
 * function that was killed there would have done, and no more.
 */
export class Fuse {
  private left = Number.POSITIVE_INFINITY;
  private refused = 0;
  private readonly servers: Server[] = [];

  /** Burns after so many more calls. */
  set(calls: number): void {
    this.left = calls;
    this.refused = 0;
  }

  /** Lets everything through again. @returns whether a call was refused since it was set */
  mend(): boolean {
    this.left = Number.POSITIVE_INFINITY;
    return this.refused > 0;
  }

  /** @returns the URL to call instead of the target's */
  async guard(target: string): Promise<string> {
    const { hostname, port, pathname } = new URL(target);
    const server = createServer((incoming, outgoing) => {
      if (this.left-- <= 0) {
        this.refused++;
        // Not one of the errors that the SDK tries again.
        outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end('{"__type":"AccessDeniedException","message":"burnt"}');
        incoming.resume();
        return;
      }
      const { method, url, headers } = incoming;
      const forwarded = request({ hostname, port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forwarded);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname === '/' ? '' : pathname}`;
  }

  stop(): void {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}
