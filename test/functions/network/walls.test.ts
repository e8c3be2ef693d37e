import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { parseNetworks } from '../../../functions/network/addresses';
import { createDialer } from '../../../functions/network/dialer';
import { download, LARGEST_BODY } from '../../../functions/network/download';
import type { Network } from '../../../functions/network/network';
import { HostPace } from '../../../functions/network/pace';
import { failureOf } from './failure-of';
import { WebServer } from './web-server';

const MB = 1024 * 1024;
const TIMEOUT_MS = 400;

let web: WebServer;
/** Writes whatever the test says onto the wire. */
let raw: Server;
let talk: (socket: Socket) => void;
let network: Network;
const sockets = new Set<Socket>();

beforeAll(async () => {
  web = await WebServer.start();
  raw = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => talk(socket));
  });
  await new Promise<void>((done) => raw.listen(0, '127.0.0.1', done));
  network = { dispatcher: createDialer(parseNetworks('127.0.0.1/32')), pace: new HostPace([], 0) };
});

afterAll(async () => {
  await network.dispatcher.destroy();
  for (const socket of sockets) socket.destroy();
  raw.close();
  await web.stop();
});

/** What cannot be packed. */
const noise = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => Math.random() * 256));

const get = (url: string, timeoutMs?: number) =>
  download(network, { url, credentials: null, etag: null, lastModified: null }, timeoutMs);

const fromRaw = (timeoutMs = TIMEOUT_MS) =>
  failureOf(get(`http://127.0.0.1:${(raw.address() as AddressInfo).port}/`, timeoutMs));

describe('addresses that no source may have', () => {
  const hosts = [
    '127.0.0.2',
    '2130706434',
    '0177.0.0.2',
    '0x7f.2',
    '0x7f000002',
    '127.2',
    '0.0.0.0',
    '0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.168.0.1',
    '[::]',
    '[::1]',
    '[::2]',
    '[::ffff:127.0.0.2]',
    '[::ffff:7f00:2]',
    '[::ffff:0:127.0.0.2]',
    '[::127.0.0.2]',
    '[64:ff9b::7f00:2]',
    '[64:ff9b:1::7f00:2]',
    '[2002:7f00:2::]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[fec0::1]',
    '[ff02::1]',
  ];

  it.each(hosts)('%s', async (host) => {
    expect((await failureOf(get(`http://${host}:9/`, 2_000))).message).toMatch(/not allowed/);
  });

  it.each(hosts)('%s behind a redirect', async (host) => {
    web.answer = (_, response) => response.writeHead(302, { location: `http://${host}:9/` }).end();
    expect((await failureOf(get(web.url(), 2_000))).message).toMatch(/not allowed/);
  });

  it.each(['localhost', 'LOCALHOST.'])('%s, which is the name of one', async (host) => {
    const dispatcher = createDialer([]);
    const strict: Network = { dispatcher, pace: new HostPace([], 0) };
    const asked = { url: `http://${host}:${web.port}/`, credentials: null, etag: null, lastModified: null };
    const before = web.asked.length;
    // Not every system finds the name with the dot.
    expect((await failureOf(download(strict, asked, 2_000))).message).toMatch(/not allowed|cannot be found/);
    expect(web.asked).toHaveLength(before);
    await dispatcher.destroy();
  });
});

describe('bodies', () => {
  const send = (encoding: string, body: Buffer) => {
    web.answer = (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body);
  };

  it('may be as large as the limit, and not larger', async () => {
    const largest = Buffer.alloc(LARGEST_BODY, 'x');
    send('identity', largest);
    expect((await get(web.url())).body).toHaveLength(LARGEST_BODY);
    send('gzip', gzipSync(largest));
    expect((await get(web.url())).body).toHaveLength(LARGEST_BODY);
    send('gzip', gzipSync(Buffer.alloc(LARGEST_BODY + 1)));
    expect((await failureOf(get(web.url()))).message).toMatch(/larger than 16 MB/);
    send('br', brotliCompressSync(Buffer.alloc(LARGEST_BODY + 1)));
    expect((await failureOf(get(web.url()))).message).toMatch(/larger than 16 MB/);
    send('identity', Buffer.alloc(LARGEST_BODY + 1));
    expect((await failureOf(get(web.url()))).message).toMatch(/larger than 16 MB/);
  });

  it('that are bombs are left as soon as they go off, several at once', async () => {
    // Members of a gzip file stand one behind the other: 64 KB of these are 64 MB.
    const member = gzipSync(Buffer.alloc(MB));
    const chunk = Buffer.concat(Array.from({ length: 64 }, () => member));
    let sent = 0;
    web.answer = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const more = () => {
        for (let free = true; free && !response.destroyed; sent += chunk.length) free = response.write(chunk);
        response.once('drain', more);
      };
      more();
    };
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const failures = await Promise.all(Array.from({ length: 8 }, () => failureOf(get(web.url()))));
    clearInterval(watch);
    expect(failures.map(({ message }) => message)).toEqual(Array(8).fill('Its answer is larger than 16 MB'));
    expect(sent).toBeLessThan(8 * 8 * MB);
    expect(most - before).toBeLessThan(300 * MB);
    // More than there are connections to one server: none is held by what is left.
    const start = performance.now();
    await Promise.all(Array.from({ length: 24 }, () => failureOf(get(web.url()))));
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('are not packed time and again', async () => {
    send('gzip, gzip, gzip', gzipSync(gzipSync(gzipSync('x'))));
    expect((await failureOf(get(web.url()))).message).toMatch(/packed too many times/);
    const inner = gzipSync(Buffer.alloc(64 * MB));
    send('gzip, gzip', gzipSync(inner));
    expect((await failureOf(get(web.url()))).message).toMatch(/larger than 16 MB/);
  });

  it('are not packed badly', async () => {
    const large = noise(500_000);
    const broken: [string, Buffer][] = [
      ['gzip', Buffer.from('plain')],
      ['gzip', gzipSync('the news').subarray(0, 20)],
      ['gzip', large],
      ['gzip', gzipSync(large).subarray(0, 400_000)],
      ['br', brotliCompressSync(large).subarray(0, 400_000)],
      ['deflate', deflateRawSync(large).subarray(0, 400_000)],
    ];
    for (const [encoding, body] of broken) {
      send(encoding, body);
      expect((await failureOf(get(web.url()))).message).toBe('Its answer is packed in a broken way');
    }
    send('zstd"<script>', Buffer.from('x'));
    expect((await failureOf(get(web.url()))).message).toBe(
      'Its answer is packed by zstdscript, which we did not ask for',
    );
  });

  it('that are not read hold up nobody', async () => {
    web.answer = ({ url }, response) => {
      if (url === '/file') response.writeHead(302, { location: 'file:///etc/passwd' });
      else response.writeHead(200, { 'content-encoding': 'zstd' });
      response.write('endless');
    };
    const start = performance.now();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        failureOf(get(web.url(index % 2 ? '/file' : '/zstd'), 15_000)),
      ),
    );
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it.each([
    ['shorter than they say', 'content-length: 1000\r\n\r\nhalf'],
    ['cut in a chunk', 'transfer-encoding: chunked\r\n\r\n64\r\nhalf'],
    ['cut between chunks', 'transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ])('that are %s are no answer', async (_, rest) => {
    talk = (socket) => socket.end(`HTTP/1.1 200 OK\r\netag: "1"\r\n${rest}`);
    expect((await fromRaw()).message).toMatch(/broke off|middle of the answer/);
  });
});

describe('servers that take their time', () => {
  const drip = (socket: Socket, piece: string) => {
    const timer = setInterval(() => socket.write(piece), 20);
    socket.once('close', () => clearInterval(timer));
  };

  const begin = (head: string) => (socket: Socket) => {
    socket.write(`HTTP/1.1 ${head}\r\n\r\n`);
    drip(socket, 'x');
  };

  it.each<[string, (socket: Socket) => void]>([
    ['say nothing', () => undefined],
    ['drip early hints', (socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')],
    [
      'drip their headers',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        drip(socket, 'x: y\r\n');
      },
    ],
    ['drip their body', begin('200 OK\r\ncontent-length: 10000')],
    [
      'drip what is packed',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1000000\r\n\r\n');
        socket.write(gzipSync(noise(400_000)).subarray(0, 300_000));
        drip(socket, 'x');
      },
    ],
  ])('and %s', async (_, behave) => {
    talk = behave;
    const start = performance.now();
    const { message } = await fromRaw();
    expect(message).toBe('Its server did not answer within 0.4 seconds');
    expect(performance.now() - start).toBeLessThan(TIMEOUT_MS + 3_000);
  });

  it('with what nobody wants are not waited for', async () => {
    talk = begin('404 Not Found\r\ncontent-length: 10000');
    expect((await fromRaw()).message).toBe('There is nothing at its URL (HTTP 404)');
    talk = begin('302 Found\r\nlocation: /\r\ncontent-length: 10000');
    expect((await fromRaw()).message).toBe('It redirects too many times');
  });

  it('and redirect, share one time for all hops', async () => {
    web.answer = (_, response) =>
      setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 150);
    const start = performance.now();
    expect((await failureOf(get(web.url(), TIMEOUT_MS))).message).toMatch(/within 0.4 seconds/);
    expect(performance.now() - start).toBeLessThan(TIMEOUT_MS + 3_000);
  });
});

describe('headers', () => {
  it('are not without end', async () => {
    talk = (socket) => socket.end(`HTTP/1.1 200 OK\r\n${'x-header: y\r\n'.repeat(20_000)}\r\n`);
    expect((await fromRaw(5_000)).message).toBe('Its server answers with too many headers');
    talk = (socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`);
    expect((await fromRaw(5_000)).message).toBe('Its server answers with too many headers');
  });

  it('are HTTP', async () => {
    talk = (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n');
    expect((await fromRaw()).message).toBe('Its server does not speak HTTP properly');
  });
});
