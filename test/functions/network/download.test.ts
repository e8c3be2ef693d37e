import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { parseNetworks } from '../../../functions/network/addresses';
import { createDialer } from '../../../functions/network/dialer';
import { download, LARGEST_BODY } from '../../../functions/network/download';
import { FetchError } from '../../../functions/network/failure';
import { parseRetryAfter } from '../../../functions/network/retry-after';

const NEW = { etag: null, lastModified: null };

let server: Server;
let answer: RequestListener;
let base: string;
let dispatcher: Dispatcher;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  dispatcher = createDialer(parseNetworks('127.0.0.0/8'));
});

afterAll(async () => {
  await dispatcher.destroy();
  server.closeAllConnections();
  server.close();
});

const fetchText = async (path = '/') =>
  Buffer.from((await download(dispatcher, base + path, NEW, 2_000)).body).toString();

async function failure(work: Promise<unknown>): Promise<FetchError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FetchError);
  return error as FetchError;
}

describe('downloading', () => {
  it.each([
    ['gzip', gzipSync('the news')],
    ['br', brotliCompressSync('the news')],
    ['deflate', deflateSync('the news')],
    ['deflate', deflateRawSync('the news')],
    ['gzip, br', brotliCompressSync(gzipSync('the news'))],
    ['identity', Buffer.from('the news')],
  ])('unpacks %s', async (encoding, body) => {
    answer = (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body);
    expect(await fetchText()).toBe('the news');
  });

  it('sends validators back byte for byte, and understands 304', async () => {
    const sent: unknown[] = [];
    answer = (request, response) => {
      sent.push(request.headers['if-none-match'], request.headers['if-modified-since']);
      response.writeHead(304).end();
    };
    const validators = { etag: 'W/"odd \'one\' é"', lastModified: 'yesterday, more or less' };
    const result = await download(dispatcher, base, { ...validators, etag: 'W/"odd one"' });
    expect(result.changed).toBe(false);
    expect(sent).toEqual(['W/"odd one"', 'yesterday, more or less']);
  });

  it('says who it is and what it wants', async () => {
    let headers: Record<string, unknown> = {};
    answer = (request, response) => {
      headers = request.headers;
      response.end('x');
    };
    await fetchText();
    expect(headers['user-agent']).toMatch(/^Newsreel\/\S+ \(\+https:\/\/\S+\)$/);
    expect(headers['accept']).toContain('application/atom+xml');
    expect(headers['accept-encoding']).toContain('br');
  });

  it('follows redirects, relative ones too, and ends a circle', async () => {
    answer = (request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new?x=1' }).end();
      else if (request.url === '/circle') response.writeHead(302, { location: '/circle' }).end();
      else response.end(request.url);
    };
    const result = await download(dispatcher, `${base}/old`, NEW);
    expect(result.url).toBe(`${base}/new?x=1`);
    expect((await failure(download(dispatcher, `${base}/circle`, NEW))).message).toMatch(
      /redirects too many/,
    );
  });

  it('dials no private address: not directly, not by name, not by redirect', async () => {
    const strict = createDialer(parseNetworks(`127.0.0.1/32:${(server.address() as AddressInfo).port}`));
    const { port } = new URL(base);
    answer = (request, response) => {
      response
        .writeHead(302, { location: request.url === '/a' ? 'http://127.0.0.2:9/' : 'http://[::1]:9/' })
        .end();
    };
    const refused = [
      `http://127.0.0.2:${port}/`,
      `http://2130706434:${port}/`,
      `http://0x7f000002:${port}/`,
      'http://localhost:9/',
      'http://[::ffff:10.0.0.1]/',
      `${base}/a`,
      `${base}/b`,
    ];
    for (const url of refused) {
      const { message, answered } = await failure(download(strict, url, NEW, 2_000));
      expect([url, message]).toEqual([url, expect.stringContaining('not allowed')]);
      expect(answered).toBe(false);
    }
    await strict.destroy();
  });

  it('says in words what is wrong', async () => {
    answer = (request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, status === 429 ? { 'retry-after': '120' } : {}).end('no');
    };
    expect((await failure(fetchText('/404'))).message).toBe('There is nothing at its URL (HTTP 404)');
    expect((await failure(fetchText('/500'))).message).toBe('Its server has a fault (HTTP 500)');
    expect(await failure(fetchText('/410'))).toMatchObject({ status: 410, answered: true });
    const { retryAfter } = await failure(fetchText('/429'));
    expect((retryAfter ?? 0) - Date.now()).toBeGreaterThan(100_000);
  });

  it('gives up on servers that hang, break off, refuse or pack badly', async () => {
    answer = () => {};
    expect((await failure(download(dispatcher, base, NEW, 200))).message).toMatch(/did not answer/);
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    expect((await failure(fetchText())).message).toMatch(/broke off|middle of the answer/);
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
    expect((await failure(fetchText())).message).toBe('Its answer is packed in a broken way');
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x');
    expect((await failure(fetchText())).message).toMatch(/zstd/);
    expect((await failure(download(dispatcher, 'http://127.0.0.1:1/', NEW))).message).toMatch(/refuses/);
    expect((await failure(download(dispatcher, 'http://nothing.invalid/', NEW))).message).toMatch(
      /host name/,
    );
  });

  it('takes no more than it can hold, packed or not', async () => {
    answer = (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(LARGEST_BODY + 1)));
    expect((await failure(fetchText())).message).toMatch(/larger than 16 MB/);
    answer = (_, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect((await failure(download(dispatcher, base, NEW, 10_000))).message).toMatch(/larger than 16 MB/);
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
