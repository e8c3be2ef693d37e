import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Admission } from './admission';
import { isPreflight, preflightHeaders, withCors } from './cors';
import { FunctionTimeoutError } from './functions';
import { toHttpEvent } from './http-event';
import { type HttpResponse, toHttpResponse } from './http-response';
import { listen } from './listen';
import { describe } from './problem';
import { matchRoute } from './routing';
import type { Cors, RouteResource } from './stack';

/** API Gateway's limits of a request: its line and headers together, and its body. */
const MOST_HEAD_BYTES = 10_240;
const MOST_BODY_BYTES = 10 * 1024 * 1024;

/** Where Node's own parser gives up, far beyond our limit. */
const PARSER_BYTES = 256 * 1024;

/** A page that exists in the local run alone, below `/_local/`. */
export type LocalPage = (url: URL) => Promise<HttpResponse>;

/**
 * What a browser on this machine calls it. A page from elsewhere could reach us under a name of its own that leads
 * here (DNS rebinding), and would read the links that sign people in.
 */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/** What the gateway needs of the stack. */
export interface Api {
  routes: RouteResource[];
  cors: Cors | null;
  invoke: (functionId: string, event: unknown, mayChange: boolean) => Promise<unknown>;
  /** by path; one that ends with a slash serves all paths of one more part below it */
  localPages: ReadonlyMap<string, LocalPage>;
  /** told of what failed */
  report: (problem: string) => void;
}

/** An HTTP API as API Gateway runs it. */
export class Gateway {
  private readonly server: Server;
  private open: (api: Api) => void = () => undefined;

  /** @param admission how many requests are at work at once, and how many wait */
  constructor(admission = new Admission()) {
    const api = new Promise<Api>((resolve) => {
      this.open = resolve;
    });
    this.server = createServer({ maxHeaderSize: PARSER_BYTES }, (request, response) => {
      // A client that goes away in the middle is no error of ours.
      request.on('error', () => undefined);
      response.on('error', () => undefined);
      api
        .then((ready) => answer(ready, admission, request))
        .catch((): HttpResponse => plain(500, 'Internal Server Error'))
        .then((answered) => send(request, response, answered));
    });
    this.server.on('clientError', refuseUnreadable);
  }

  /**
   * Takes a port; requests wait until there is something to serve.
   * @param port 0 takes a free one
   * @returns the port
   * @throws the system's error
   */
  listen(port: number): Promise<number> {
    return listen(this.server, port);
  }

  /** Begins to answer. */
  serve(api: Api): void {
    this.open(api);
  }

  /** Takes no more requests. @returns when those in flight are answered */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    // A connection that is kept alive is idle only once its answer is out.
    const sweeper = setInterval(() => this.server.closeIdleConnections(), 20);
    await closed;
    clearInterval(sweeper);
  }
}

async function answer(api: Api, admission: Admission, request: IncomingMessage): Promise<HttpResponse> {
  const tooLong = checkHead(request);
  if (tooLong !== null) return tooLong;
  const path = decodedPath(request.url ?? '/');
  if (path === null) return plain(400, 'Bad Request');
  if (path.startsWith('/_local/')) return localPage(api, request, path);

  const origin = request.headers.origin;
  if (api.cors !== null && isPreflight(request)) {
    return { status: 204, headers: preflightHeaders(api.cors, origin ?? ''), body: Buffer.alloc(0) };
  }
  const response = await invokeRoute(api, admission, request, path);
  return api.cors === null
    ? response
    : { ...response, headers: withCors(response.headers, api.cors, origin) };
}

async function invokeRoute(
  api: Api,
  admission: Admission,
  request: IncomingMessage,
  path: string,
): Promise<HttpResponse> {
  const method = request.method ?? 'GET';
  const match = matchRoute(api.routes, method, path);
  if (match === null) return plain(404, 'Not Found');
  const body = await readBody(request);
  if (body === null) {
    return problem(413, 'Payload too large', `The body is larger than ${MOST_BODY_BYTES / 1024 / 1024} MB.`);
  }
  const { functionId } = match.route;
  const mayChange = method !== 'GET' && method !== 'HEAD';
  const invoke = async () => {
    // Who waited so long that they left is owed nothing.
    if (request.socket.destroyed) return plain(499, 'Client Closed Request');
    return toHttpResponse(await api.invoke(functionId, toHttpEvent(request, match, path, body), mayChange));
  };
  try {
    return (await admission.run(functionId, mayChange, invoke)) ?? TOO_MANY_REQUESTS;
  } catch (error) {
    api.report(`${match.route.key}: ${describe(error)}`);
    if (error instanceof FunctionTimeoutError) return plain(503, 'Service Unavailable');
    return plain(500, 'Internal Server Error');
  }
}

async function localPage(api: Api, request: IncomingMessage, path: string): Promise<HttpResponse> {
  if (!LOOPBACK.test(request.headers.host ?? '')) {
    return problem(403, 'Forbidden', `${path} answers under the address of this machine alone.`);
  }
  const page = api.localPages.get(path) ?? api.localPages.get(path.slice(0, path.lastIndexOf('/') + 1));
  if (page === undefined) return problem(404, 'Not found', `There is no ${path}.`);
  if (request.method !== 'GET') return problem(405, 'Method not allowed', `${path} can only be read.`);
  return page(new URL(request.url ?? path, 'http://127.0.0.1'));
}

function checkHead(request: IncomingMessage): HttpResponse | null {
  const line = Buffer.byteLength(`${request.method} ${request.url} HTTP/1.1\r\n`);
  // Names and values alternate; each pair is written with `: ` and a line's end.
  const headers = request.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  if (line + headers <= MOST_HEAD_BYTES) return null;
  return line > headers
    ? problem(414, 'URI too long', `The request line and headers are longer than ${MOST_HEAD_BYTES} bytes.`)
    : problem(431, 'Request header fields too large', `They are longer than ${MOST_HEAD_BYTES} bytes.`);
}

function decodedPath(url: string): string | null {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    return null;
  }
}

/** Reads to the end even what is too large: a sender reads no answer before. @returns null where it is */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > MOST_BODY_BYTES ? null : Buffer.concat(chunks);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
): void {
  const hasBody = status !== 204 && status !== 304;
  // What is left unread of the request would be taken for the next one.
  const closing = request.complete ? {} : { connection: 'close' };
  const length = hasBody ? { 'content-length': body.length } : {};
  try {
    response.writeHead(status, { ...headers, ...length, ...closing });
  } catch {
    // A header that HTTP has no place for.
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{"message":"Internal Server Error"}');
    return;
  }
  if (hasBody && request.method !== 'HEAD') response.end(body);
  else response.end();
  request.resume();
}

/** What even Node's parser refuses has no request to answer to, only a socket. */
function refuseUnreadable(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex): void {
  if (!socket.writable) return;
  const line = error.rawPacket?.indexOf('\r\n') ?? 0;
  const tooLong =
    line === -1 || line > MOST_HEAD_BYTES ? '414 URI Too Long' : '431 Request Header Fields Too Large';
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? tooLong : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** What API Gateway itself says. */
const plain = (status: number, message: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

/** As API Gateway has it, but for when to come again: here a second is enough. */
const TOO_MANY_REQUESTS: HttpResponse = {
  ...plain(429, 'Too Many Requests'),
  headers: { 'content-type': 'application/json', 'retry-after': '1' },
};

function problem(status: number, title: string, detail: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: Buffer.from(JSON.stringify({ type: 'about:blank', title, status, detail })),
  };
}
