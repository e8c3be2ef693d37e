import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ListedSource } from '../../../functions/sources/source';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

const HEALTHY = 44;

let service: Service;
let feeds: FeedServer;

beforeEach(async () => {
  jest.resetModules();
  service = await startService();
  feeds = await FeedServer.start();
});
afterEach(async () => {
  await feeds.stop();
  await service.stop();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const feedOf = (name: string) =>
  rss(
    Array.from({ length: 3 }, (_, number) => ({
      title: `${name} story ${number}`,
      guid: `${name}-${number}`,
      date: new Date(Date.now() - (number + 1) * 3_600_000),
    })),
  );

const sending =
  (status: number, headers: Record<string, string>, body: string | Buffer = ''): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

/** Sends a little now and then, for ever. */
const dripping =
  (first: string, then: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write(first);
    const timer = setInterval(() => response.write(then), 200);
    response.on('close', () => clearInterval(timer));
  };

const flooding: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/xml' });
  const chunk = Buffer.alloc(1 << 20, 'a');
  const pour = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour);
  pour();
};

/** What servers do, and a word of what their keeper is told. */
const FAULTS: [string, Answer, RegExp][] = [
  ['fails', sending(500, {}), /HTTP 500/],
  ['has nothing there', sending(404, {}), /HTTP 404/],
  ['forbids', sending(403, {}), /HTTP 403/],
  ['is a page', sending(200, {}, '<!doctype html><html><body>Hello</body></html>'), /web page/],
  ['is empty', sending(200, {}), /nothing at all/],
  [
    'is noise',
    sending(200, {}, Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 256))),
    /./,
  ],
  ['hangs up', (request) => void request.socket.destroy(), /broke off/],
  [
    'hangs up in the middle',
    (request, response) => {
      response.writeHead(200, { 'content-length': '5000' });
      response.write(feedOf('half').slice(0, 700), () => request.socket.destroy());
    },
    /middle|broke off/,
  ],
  ['packs badly', sending(200, { 'content-encoding': 'gzip' }, 'no gzip'), /packed/],
  [
    'sends a bomb',
    sending(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(64 << 20))),
    /larger than/,
  ],
  ['turns in circles', sending(302, { location: '/turns-in-circles' }), /redirect/],
  [
    'leads to the inside',
    sending(302, { location: 'http://169.254.169.254/latest/meta-data' }),
    /not allowed/,
  ],
  ['leads to a file', sending(302, { location: 'file:///etc/passwd' }), /redirects to/],
  ['floods', flooding, /larger than/],
  ['nests', sending(200, {}, `<rss><channel>${'<a>'.repeat(100_000)}`), /./],
  ['drips', dripping('<rss><channel>', '<!-- wait -->'), /within \d+ seconds/],
];

describe('faulty sources', () => {
  it('fail alone, say why, and recover all that they have', async () => {
    const paths = FAULTS.map(([name]) => `/${name.replaceAll(' ', '-')}`);
    for (const [index, [, answer]] of FAULTS.entries()) feeds.set(paths[index] ?? '', answer);
    const faulty = paths.map((path): [string, string] => [path.slice(1), feeds.url(path)]);
    const healthy = Array.from({ length: HEALTHY }, (_, number): [string, string] => {
      feeds.set(`/well-${number}`, feedOf(`well-${number}`));
      return [`well-${number}`, feeds.url(`/well-${number}`)];
    });
    await service.addSources(Object.fromEntries([...faulty, ...healthy]));

    const start = performance.now();
    expect(await service.runCycle()).toMatchObject({
      sources: HEALTHY + FAULTS.length,
      done: HEALTHY + FAULTS.length,
      failed: FAULTS.length,
      newArticles: 3 * HEALTHY,
      finishedAt: expect.any(String),
    });
    // One server drips: its own message takes one timeout, the others none.
    expect(performance.now() - start).toBeLessThan(40_000);
    const { body } = await service.call('sources', 'GET /sources');
    const sources = new Map(
      (body as { sources: ListedSource[] }).sources.map((source) => [source.id, source]),
    );
    for (const [id] of healthy) expect(sources.get(id)).toMatchObject({ status: 'ok', entries: 3 });
    for (const [index, [id]] of faulty.entries()) {
      expect(sources.get(id)).toMatchObject({
        id,
        status: 'failing',
        lastError: expect.stringMatching(FAULTS[index]?.[2] ?? /^$/),
      });
    }

    for (const path of paths) feeds.set(path, feedOf(path.slice(1)));
    expect(await service.runCycle()).toMatchObject({ failed: 0, newArticles: 3 * FAULTS.length });
    for (const [id] of [...faulty, ...healthy]) {
      expect(await service.articles(`source=${id}`)).toHaveLength(3);
    }
  }, 90_000);
});
