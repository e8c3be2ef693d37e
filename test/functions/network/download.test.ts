import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { parseNetworks } from '../../../functions/network/addresses';
import { download, type Validators } from '../../../functions/network/download';
import { type Network, openNetwork } from '../../../functions/network/network';
import { HostPace, type Lines } from '../../../functions/network/pace';
import { parseRetryAfter } from '../../../functions/network/retry-after';
import { failureOf } from './failure-of';
import { WebServer } from './web-server';

const NEW: Validators = { etag: null, lastModified: null };

let server: WebServer;
let network: Network;

beforeAll(async () => {
  server = await WebServer.start();
  network = openNetwork(parseNetworks('127.0.0.0/8'));
});

beforeEach(() => {
  server.asked.length = 0;
});

afterAll(async () => {
  await network.dispatcher.destroy();
  await server.stop();
});

const get = (path = '/', validators = NEW) =>
  download(network, { url: server.url(path), credentials: null, ...validators }, 2_000);

const text = async (path?: string) => Buffer.from((await get(path)).body).toString();

describe('downloading', () => {
  it.each([
    ['gzip', gzipSync('the news')],
    ['X-GZIP', gzipSync('the news')],
    ['br', brotliCompressSync('the news')],
    ['deflate', deflateSync('the news')],
    ['deflate', deflateRawSync('the news')],
    ['gzip, br', brotliCompressSync(gzipSync('the news'))],
    ['deflate, gzip', gzipSync(deflateRawSync('the news'))],
    ['identity', Buffer.from('the news')],
  ])('unpacks %s', async (encoding, body) => {
    server.answer = (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body);
    expect(await text()).toBe('the news');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', (body: Buffer) => brotliCompressSync(body)],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['gzip, deflate', (body: Buffer) => deflateRawSync(gzipSync(body))],
  ])('unpacks what is large and packed by %s', async (encoding, pack) => {
    const news = Buffer.from(Array.from({ length: 600_000 }, () => Math.random() * 256));
    const packed = pack(news);
    expect(packed.length).toBeGreaterThan(256 * 1024);
    server.answer = (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(packed);
    expect(news.equals((await get()).body)).toBe(true);
  });

  it('says who it is and what it wants', async () => {
    server.answer = (_, response) => response.end('x');
    await get();
    const headers = server.asked[0]?.headers;
    expect(headers?.['user-agent']).toMatch(/^Newsreel\/\S+ \(\+https:\/\/\S+\)$/);
    expect(headers?.accept).toContain('application/atom+xml');
    expect(headers?.['accept-encoding']).toContain('br');
    await download(network, { url: server.url(), credentials: null, accept: 'application/json', ...NEW });
    expect(server.asked[1]?.headers.accept).toBe('application/json');
  });

  it('tells what its server says of the answer', async () => {
    server.answer = (_, response) =>
      response
        .writeHead(200, [
          ['etag', '"one"'],
          ['last-modified', 'lately'],
          ['content-type', 'application/rss+xml'],
          ['cache-control', 'max-age=600'],
          ['age', '100'],
          ['link', '</feed>; rel="alternate"'],
          ['link', '</hub>; rel="hub"'],
        ])
        .end('x');
    expect(await get('/feed')).toEqual({
      changed: true,
      body: Buffer.from('x'),
      contentType: 'application/rss+xml',
      url: server.url('/feed'),
      base: server.url('/feed'),
      permanentUrl: null,
      etag: '"one"',
      lastModified: 'lately',
      freshSeconds: 500,
      link: '</feed>; rel="alternate", </hub>; rel="hub"',
    });
  });

  it.each([
    ['/blog/', '/blog/'],
    ['javascript:alert(1)', '/feed'],
    ['http://[', '/feed'],
  ])('takes a Content-Location of %s for the base where it is on the web', async (location, base) => {
    server.answer = (_, response) => response.writeHead(200, { 'content-location': location }).end('x');
    expect((await get('/feed')).base).toBe(server.url(base));
  });
});

describe('asking whether something changed', () => {
  it('sends validators back byte for byte, and understands 304', async () => {
    server.answer = (_, response) =>
      response.writeHead(304, { 'cache-control': 'max-age=60', etag: '"other"' }).end();
    const result = await get('/', { etag: 'W/"odd \'one\'"', lastModified: 'yesterday, more or less' });
    expect(result).toMatchObject({ changed: false, freshSeconds: 60, etag: null, lastModified: null });
    expect(server.asked[0]?.headers).toMatchObject({
      'if-none-match': 'W/"odd \'one\'"',
      'if-modified-since': 'yesterday, more or less',
    });
  });

  it('takes no 304 for an answer to what was never asked', async () => {
    server.answer = (_, response) => response.writeHead(304).end();
    expect((await failureOf(get())).message).toMatch(/unchanged/);
  });
});

describe('redirects', () => {
  const moves = (chain: Record<string, [number, string]>) => {
    server.answer = ({ url }, response) => {
      const move = chain[url];
      if (move === undefined) response.end(url);
      else response.writeHead(move[0], { location: move[1] }).end('over there');
    };
  };

  it('are followed, relative ones too', async () => {
    moves({ '/old': [302, 'new?x=1'] });
    expect(await get('/old')).toMatchObject({ url: server.url('/new?x=1'), permanentUrl: null });
    expect(await text('/old')).toBe('/new?x=1');
  });

  it.each<[string, [number, number], boolean]>([
    ['all for good', [301, 308], true],
    ['the first for now', [302, 301], false],
    ['the last for now', [301, 307], false],
    ['see other', [301, 303], false],
  ])('that are %s', async (_, [first, second], moved) => {
    moves({ '/a': [first, '/b'], '/b': [second, '/c'] });
    expect((await get('/a')).permanentUrl).toBe(moved ? server.url('/c') : null);
  });

  it('for good are seen where nothing has changed, too', async () => {
    server.answer = ({ url }, response) => {
      if (url === '/a') response.writeHead(301, { location: '/b' }).end();
      else response.writeHead(304).end();
    };
    expect((await get('/a', { ...NEW, etag: '"1"' })).permanentUrl).toBe(server.url('/b'));
  });

  it('end: in a circle, nowhere, or off the web', async () => {
    moves({
      '/circle': [302, '/circle'],
      '/none': [302, ''],
      '/file': [302, 'file:///etc/passwd'],
      '/bad': [302, 'http://[fe80::1%25eth0]/'],
    });
    expect((await failureOf(get('/circle'))).message).toMatch(/redirects too many/);
    expect(server.asked).toHaveLength(6);
    expect((await failureOf(get('/file'))).message).toMatch(/file:, which is not the web/);
    expect((await failureOf(get('/bad'))).message).toMatch(/nowhere/);
    server.answer = (_, response) => response.writeHead(302).end();
    expect((await failureOf(get('/'))).message).toMatch(/nowhere/);
  });

  it('bring no login of their own', async () => {
    moves({ '/a': [301, `http://user:word@127.0.0.1:${server.port}/b`] });
    expect((await get('/a')).permanentUrl).toBe(server.url('/b'));
    expect(server.asked[1]?.headers.authorization).toBeUndefined();
  });
});

describe('what went wrong', () => {
  it('is said in words', async () => {
    server.answer = ({ url }, response) => {
      const status = Number(url.slice(1));
      response.writeHead(status, status === 429 ? { 'retry-after': '120' } : {}).end('no');
    };
    expect((await failureOf(get('/401'))).message).toBe('Its server does not let us in (HTTP 401)');
    expect((await failureOf(get('/404'))).message).toBe('There is nothing at its URL (HTTP 404)');
    expect((await failureOf(get('/418'))).message).toBe('Its server answers with HTTP 418');
    expect((await failureOf(get('/500'))).message).toBe('Its server has a fault (HTTP 500)');
    expect(await failureOf(get('/410'))).toMatchObject({ status: 410, retryAfter: null });
    const { retryAfter } = await failureOf(get('/429'));
    expect((retryAfter ?? 0) - Date.now()).toBeGreaterThan(100_000);
    expect((await failureOf(get('/206'))).message).toMatch(/206/);
    expect((await failureOf(get('/204'))).message).toBe('Its server answers with nothing at all');
  });

  it('may be the URL, the name or the port', async () => {
    const at = (url: string) => failureOf(download(network, { url, credentials: null, ...NEW }));
    expect((await at('http://127.0.0.1:1/')).message).toMatch(/refuses/);
    expect((await at('http://nothing.invalid/')).message).toMatch(/host name/);
    expect((await at('http://[fe80::1%25eth0]/')).message).toBe('Its URL is not valid');
    expect((await at(`https://127.0.0.1:${server.port}/`)).message).toMatch(/TLS/);
  });
});

describe('the pace', () => {
  it("holds for each hop, and its waiting is not the server's", async () => {
    const paced = { ...network, pace: new HostPace([], 150) };
    server.answer = ({ url }, response) => {
      if (url === '/3') response.end('the news');
      else response.writeHead(302, { location: `/${Number(url.slice(1)) + 1}` }).end();
    };
    // Three times 150 ms in line would be over.
    await download(paced, { url: server.url('/0'), credentials: null, ...NEW }, 300);
    const starts = server.asked.map(({ at }) => at);
    const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    expect(gaps).toHaveLength(3);
    for (const gap of gaps) expect(gap).toBeGreaterThan(120);
  });

  it('goes on after what failed', async () => {
    const lines: Lines = new Map();
    const paced = { ...network, pace: new HostPace([], 10, lines) };
    const fail = (timeoutMs?: number) =>
      failureOf(download(paced, { url: server.url(), credentials: null, ...NEW }, timeoutMs));
    server.answer = (_, response) => response.destroy();
    await Promise.all([fail(), fail(), fail(), fail()]);
    server.answer = () => {};
    await Promise.all([fail(50), fail(50), fail(50)]);
    await new Promise((done) => setTimeout(done, 30));
    expect(lines.size).toBe(0);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it.each<[string | undefined, number | null]>([
    [undefined, null],
    ['120', now + 120_000],
    ['Sun, 22 Nov 2026 13:00:00 GMT', now + 3_600_000],
    ['0', null],
    ['soon', null],
    ['Sun, 22 Nov 2020 13:00:00 GMT', null],
    ['99999999999', now + 7 * 24 * 3_600_000],
  ])('%p', (header, until) => {
    expect(parseRetryAfter(header, now)).toBe(until);
  });
});
