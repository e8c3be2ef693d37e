import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Admission } from '../../../infra/local/admission';
import { FunctionTimeoutError } from '../../../infra/local/functions';
import { type Api, Gateway } from '../../../infra/local/gateway';

type Invoke = (event: unknown, mayChange: boolean) => unknown;

const ROUTES = ['GET /articles', 'GET /articles/{id}', 'POST /articles', '$default'];

let gateway: Gateway;
let port: number;
let origin: string;
let invoke: Invoke;
let events: unknown[];
let problems: string[];
let api: Api;

beforeEach(async () => {
  events = [];
  problems = [];
  invoke = () => ({ statusCode: 200, body: 'fine' });
  api = {
    routes: ROUTES.map((key) => ({ key, functionId: key })),
    cors: null,
    invoke: async (_, event, mayChange) => {
      events.push(event);
      return invoke(event, mayChange);
    },
    localPages: new Map([
      [
        '/_local/hello',
        async (url) => ({ status: 200, headers: {}, body: Buffer.from(`hello ${url.search}`) }),
      ],
    ]),
    report: (problem) => problems.push(problem),
  };
  gateway = new Gateway();
  port = await gateway.listen(0);
  origin = `http://127.0.0.1:${port}`;
});

afterEach(() => gateway.stop());

/** A request as it is, without what fetch puts in or forbids. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string | string[]> = {},
  body?: Buffer | string,
) {
  return new Promise<{
    status: number;
    headers: Record<string, string | string[] | undefined>;
    body: string;
  }>((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('the event of a request', () => {
  beforeEach(() => gateway.serve(api));

  test('is that of payload format 2.0', async () => {
    const before = Date.now();
    await raw('GET', '/articles/a%20b?search=x%26y+z&source=one&source=two&flag', {
      host: 'news.example.com:8443',
      'user-agent': 'a reader',
      'X-Twice': ['one', 'two'],
      cookie: 'a=1; b="2; 3"',
      'x-forwarded-for': '203.0.113.9',
    });
    const [event] = events;
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'GET /articles/{id}',
      rawPath: '/articles/a b',
      rawQueryString: 'search=x%26y+z&source=one&source=two&flag',
      cookies: ['a=1', 'b="2', '3"'],
      headers: {
        host: 'news.example.com:8443',
        'user-agent': 'a reader',
        'x-twice': 'one,two',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '203.0.113.9, 127.0.0.1',
        'x-forwarded-port': String(port),
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { search: 'x&y z', source: 'one,two', flag: '' },
      pathParameters: { id: 'a b' },
      requestContext: {
        accountId: expect.stringMatching(/^\d{12}$/),
        apiId: expect.any(String),
        domainName: 'news.example.com',
        domainPrefix: 'news',
        http: {
          method: 'GET',
          path: '/articles/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'a reader',
        },
        requestId: expect.any(String),
        routeKey: 'GET /articles/{id}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    });
    const { time, timeEpoch } = (event as { requestContext: { time: string; timeEpoch: number } })
      .requestContext;
    expect(timeEpoch).toBeGreaterThanOrEqual(before);
    expect(Date.parse(time.replace(/\//g, ' ').replace(':', ' '))).toBe(Math.floor(timeEpoch / 1000) * 1000);
  });

  test('leaves out what the request has not', async () => {
    await raw('GET', '/articles');
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) {
      expect(events[0]).not.toHaveProperty(name);
    }
    expect(events[0]).toMatchObject({ rawQueryString: '', requestContext: { http: { userAgent: '' } } });
  });

  test.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['TEXT/Plain', true],
    ['application/xml', true],
    ['application/x-www-form-urlencoded', false],
    ['application/problem+json', false],
    ['application/octet-stream', false],
    ['application/jsonp', false],
    ['', false],
  ])('has a body of type %j as text: %s', async (type, isText) => {
    const body = 'ein Körper';
    await raw('POST', '/articles', type === '' ? {} : { 'content-type': type }, body);
    expect(events[0]).toMatchObject({
      body: isText ? body : Buffer.from(body).toString('base64'),
      isBase64Encoded: !isText,
    });
  });

  test('has a body of text that is not UTF-8 as it came', async () => {
    const body = Buffer.from('<x>K\xf6rper</x>', 'latin1');
    await raw('POST', '/articles', { 'content-type': 'application/xml' }, body);
    expect(events[0]).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  test('goes to the default route where no other fits, HEAD among them', async () => {
    await raw('HEAD', '/articles');
    await raw('GET', '/nowhere/at/all');
    await raw('DELETE', '/articles');
    expect(events).toMatchObject([
      { routeKey: '$default' },
      { routeKey: '$default' },
      { routeKey: '$default' },
    ]);
  });

  test('says whether the request may change something', async () => {
    const seen: boolean[] = [];
    invoke = (_, mayChange) => {
      seen.push(mayChange);
      return { statusCode: 204 };
    };
    for (const method of ['GET', 'POST', 'DELETE']) await raw(method, '/articles');
    expect(seen).toEqual([false, true, true]);
  });
});

describe('the answer of a function', () => {
  beforeEach(() => gateway.serve(api));

  test('is passed on, with its cookies', async () => {
    invoke = () => ({
      statusCode: 201,
      headers: { 'Content-Type': 'application/json', ETag: '"1"', 'retry-after': 5 },
      cookies: ['a=1; HttpOnly', 'b=2'],
      body: '{"ä":1}',
    });
    const response = await raw('POST', '/articles');
    expect(response).toMatchObject({
      status: 201,
      headers: {
        'content-type': 'application/json',
        etag: '"1"',
        'retry-after': '5',
        'set-cookie': ['a=1; HttpOnly', 'b=2'],
        'content-length': '8',
      },
      body: '{"ä":1}',
    });
  });

  test('in base64 is decoded', async () => {
    const body = Buffer.from([0x1f, 0x8b, 0x00, 0xff]);
    invoke = () => ({ statusCode: 200, body: body.toString('base64'), isBase64Encoded: true });
    const response = await fetch(`${origin}/articles`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(body);
  });

  test('without a status code is 200 and JSON', async () => {
    invoke = () => ({ articles: [] });
    expect(await raw('GET', '/articles')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"articles":[]}',
    });
    invoke = () => 'plain';
    expect(await raw('GET', '/articles')).toMatchObject({ status: 200, body: 'plain' });
  });

  test('without a body has none', async () => {
    invoke = () => ({ statusCode: 304, headers: { etag: '"1"' } });
    const response = await raw('GET', '/articles');
    expect(response).toMatchObject({ status: 304, headers: { etag: '"1"' }, body: '' });
    expect(response.headers['content-length']).toBeUndefined();
  });

  test.each([
    ['throws', () => Promise.reject(new Error('inside')), 500, 'inside'],
    ['answers with a strange status', () => ({ statusCode: 'many' }), 500, 'statusCode'],
    ['answers with a strange body', () => ({ statusCode: 200, body: { a: 1 } }), 500, 'body'],
    ['answers more than 6 MB', () => ({ statusCode: 200, body: 'x'.repeat(6_291_457) }), 500, '6291456'],
    ['is too slow', () => Promise.reject(new FunctionTimeoutError('too slow')), 503, 'too slow'],
  ])('is API Gateway’s own where the function %s', async (_, behave, status, problem) => {
    invoke = behave;
    const response = await raw('GET', '/articles');
    const message = status === 503 ? 'Service Unavailable' : 'Internal Server Error';
    expect([response.status, JSON.parse(response.body)]).toEqual([status, { message }]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  test('is told of by its route where its function fails: a path may hold a token', async () => {
    invoke = () => Promise.reject(new Error('inside'));
    await raw('GET', '/articles/hunter2');
    await raw('GET', '/somewhere/hunter2');
    expect(problems).toEqual([
      expect.stringMatching(/^GET \/articles\/\{id\}: Error: inside/),
      expect.stringMatching(/^\$default: Error: inside/),
    ]);
  });

  test('of just below 6 MB passes', async () => {
    invoke = () => ({ statusCode: 200, body: 'x'.repeat(6_200_000) });
    expect((await raw('GET', '/articles')).body).toHaveLength(6_200_000);
  });

  test('with a header that HTTP forbids is an error, and the next goes well', async () => {
    invoke = () => ({ statusCode: 200, headers: { 'x-bad': 'a\r\nb' }, body: '' });
    expect((await raw('GET', '/articles')).status).toBe(500);
    invoke = () => ({ statusCode: 200, body: 'fine' });
    expect((await raw('GET', '/articles')).status).toBe(200);
  });
});

describe('CORS', () => {
  const ORIGIN = { origin: 'https://reader.example' };
  const PREFLIGHT = { ...ORIGIN, 'access-control-request-method': 'GET' };
  const cors = {
    allowOrigins: ['*'],
    allowMethods: ['GET'],
    allowHeaders: ['authorization', 'etag'],
    exposeHeaders: ['link'],
    allowCredentials: false,
    maxAge: 600,
  };

  test('is answered by the gateway where it is configured', async () => {
    gateway.serve({ ...api, cors });
    expect(await raw('OPTIONS', '/articles', PREFLIGHT)).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'authorization,etag',
        'access-control-max-age': '600',
      },
    });
    expect(events).toEqual([]);
    await raw('OPTIONS', '/articles');
    expect(events).toMatchObject([{ routeKey: '$default' }]);
  });

  test('is put into every answer to another origin, in place of the function’s own', async () => {
    gateway.serve({ ...api, cors });
    invoke = () => ({ statusCode: 404, headers: { 'Access-Control-Allow-Origin': 'null' }, body: '' });
    expect((await raw('GET', '/articles', ORIGIN)).headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'link',
    });
    expect((await raw('GET', '/articles')).headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('is for the origins that are named', async () => {
    gateway.serve({
      ...api,
      cors: { ...cors, allowOrigins: ['https://reader.example'], allowCredentials: true },
    });
    expect((await raw('GET', '/articles', ORIGIN)).headers).toMatchObject({
      'access-control-allow-origin': 'https://reader.example',
      'access-control-allow-credentials': 'true',
    });
    const other = { ...PREFLIGHT, origin: 'https://other.example' };
    expect((await raw('OPTIONS', '/articles', other)).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    expect((await raw('GET', '/articles', other)).headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('is the function’s own affair where it is not configured', async () => {
    gateway.serve(api);
    invoke = () => ({ statusCode: 204, headers: { 'access-control-allow-origin': 'https://mine.example' } });
    expect((await raw('OPTIONS', '/articles', PREFLIGHT)).headers).toMatchObject({
      'access-control-allow-origin': 'https://mine.example',
    });
  });
});

describe('the limits of a request', () => {
  beforeEach(() => gateway.serve(api));

  test('end its line and headers at 10 KB', async () => {
    expect((await raw('GET', `/articles?search=${'x'.repeat(9_900)}`)).status).toBe(200);
    const long = await raw('GET', `/articles?search=${'x'.repeat(10_300)}`);
    expect(long).toMatchObject({ status: 414, headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(long.body)).toMatchObject({
      type: 'about:blank',
      status: 414,
      title: expect.any(String),
    });
    expect((await raw('GET', `/articles?search=${'x'.repeat(100_000)}`)).status).toBe(414);
    expect((await raw('GET', '/articles', { 'x-large': 'x'.repeat(10_300) })).status).toBe(431);
    expect(events).toHaveLength(1);
  });

  test('end its body at 10 MB', async () => {
    const most = 10 * 1024 * 1024;
    const type = { 'content-type': 'application/octet-stream' };
    expect((await raw('POST', '/articles', type, Buffer.alloc(most))).status).toBe(200);
    const large = await raw('POST', '/articles', type, Buffer.alloc(most + 1));
    expect(JSON.parse(large.body)).toEqual({
      type: 'about:blank',
      title: 'Payload too large',
      status: 413,
      detail: expect.stringContaining('10 MB'),
    });
    expect(large).toMatchObject({ status: 413, headers: { 'content-type': 'application/problem+json' } });
    expect(events).toHaveLength(1);
  });

  test('are told to a socket where no request could be read', async () => {
    const answerTo = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => {
          answer += chunk;
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
      });
    expect(await answerTo(`GET /${'x'.repeat(300_000)} HTTP/1.1\r\n\r\n`)).toBe('HTTP/1.1 414 URI Too Long');
    expect(await answerTo('NONSENSE\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request');
  });

  test('refuse a path that is not properly encoded', async () => {
    expect((await raw('GET', '/articles/%zz')).status).toBe(400);
  });
});

describe('the gateway', () => {
  test('keeps requests waiting until there is something to serve', async () => {
    const early = raw('GET', '/articles');
    await pause(30);
    gateway.serve(api);
    expect((await early).body).toBe('fine');
  });

  test('has pages of the local run, and hands nothing below them to a function', async () => {
    gateway.serve(api);
    expect((await raw('GET', '/_local/hello?a=1')).body).toBe('hello ?a=1');
    expect((await raw('GET', '/_local/other')).status).toBe(404);
    expect((await raw('POST', '/_local/hello')).status).toBe(405);
    expect(events).toEqual([]);
  });

  test('does not mind a client that goes away', async () => {
    gateway.serve(api);
    invoke = async () => {
      await pause(40);
      return { statusCode: 200, body: 'too late' };
    };
    await expect(fetch(`${origin}/articles`, { signal: AbortSignal.timeout(10) })).rejects.toThrow();
    const half = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/articles',
      headers: { 'content-length': 100 },
    });
    half.on('error', () => undefined);
    half.write('x');
    await pause(10);
    half.destroy();
    await pause(50);
    expect((await raw('GET', '/articles')).body).toBe('too late');
  });

  test('answers what is in flight before it stops, and nothing after', async () => {
    gateway.serve(api);
    invoke = async () => {
      await pause(60);
      return { statusCode: 200, body: 'in flight' };
    };
    const inFlight = fetch(`${origin}/articles`).then((response) => response.text());
    await pause(20);
    const stopped = gateway.stop();
    await expect(raw('GET', '/articles')).rejects.toThrow('ECONNREFUSED');
    expect(await inFlight).toBe('in flight');
    await stopped;
    gateway = new Gateway();
    await gateway.listen(0);
  });
});

/** The server's ends of the requests that come from now on. */
function socketsOfRequests(): Socket[] {
  const sockets: Socket[] = [];
  subscribe('http.server.request.start', (message) => sockets.push((message as { socket: Socket }).socket));
  return sockets;
}

class WatchedAdmission extends Admission {
  came = 0;

  override run<T>(...call: [functionId: string, mayChange: boolean, work: () => Promise<T>]) {
    this.came++;
    return super.run(...call);
  }
}

describe('a crowd', () => {
  let admission: WatchedAdmission;
  let crowded: Gateway;
  let address: string;
  let release: () => void;

  beforeEach(async () => {
    admission = new WatchedAdmission({ atWork: 1, waiting: 1, waitMs: 60_000 });
    crowded = new Gateway(admission);
    address = `http://127.0.0.1:${await crowded.listen(0)}/articles`;
    crowded.serve({ ...api, cors: null });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    invoke = async () => {
      await released;
      return { statusCode: 200, body: 'fine' };
    };
  });
  afterEach(() => crowded.stop());

  /** Waits until so many have come to a function. */
  const begun = async (count: number) => {
    while (events.length < count) await pause(5);
  };

  test('is served in turn, and who is too many is told to come again, as API Gateway says it', async () => {
    const first = fetch(address);
    await begun(1);
    const others = [fetch(address), fetch(address)];
    const refused = await Promise.race(others);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({ message: 'Too Many Requests' });
    release();
    const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 429]);
    expect(events).toHaveLength(2);
    expect((await fetch(address)).status).toBe(200);
  });

  test('has no place for who has left meanwhile', async () => {
    const first = fetch(address);
    await begun(1);
    const sockets = socketsOfRequests();
    const leaver = new AbortController();
    const left = fetch(address, { signal: leaver.signal }).catch(() => 'left');
    while (admission.came < 2) await pause(5);
    const [socket] = sockets;
    const closed = socket && once(socket, 'close');
    leaver.abort();
    expect(await left).toBe('left');
    await closed;
    expect(socket?.destroyed).toBe(true);
    release();
    expect((await first).status).toBe(200);
    expect((await fetch(address)).status).toBe(200);
    expect(events).toHaveLength(2);
  });
});
