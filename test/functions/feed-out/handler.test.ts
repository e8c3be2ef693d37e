import { gunzipSync } from 'node:zlib';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { type Article, articleItem } from '../../../functions/article/article';
import { makeId } from '../../../functions/article/id';
import { readFeed } from '../../../functions/feed/read';
import { handler } from '../../../functions/feed-out/handler';
import { writeItems } from '../../../functions/table/batch';
import { FeedServer, rss } from '../../feed-server';
import { request } from '../../request';
import { type Service, startService } from '../../service';

const PATHS = ['/feed.atom', '/feed.rss', '/feed.json'];
const HOUR = 3_600_000;
const NOW = Date.now();

let service: Service;
let server: FeedServer;

beforeAll(async () => {
  server = await FeedServer.start();
  service = await startService();
  const item = (word: string, number: number, age: number) => ({
    title: `${word} ${number} & <T> in "generics"`,
    guid: `${word}-${number}`,
    link: `https://${word}.example/${number}`,
    date: new Date(NOW - age * HOUR),
    description: `About ${word}: 1 &lt; 2`,
  });
  server.set('/rust', rss(Array.from({ length: 60 }, (_, n) => item('rust', n, 2 + 2 * n))));
  server.set('/zig', rss(Array.from({ length: 10 }, (_, n) => item('zig', n, 1 + 2 * n))));
  await service.addSources({ rust: server.url('/rust'), zig: server.url('/zig') });
  await service.runCycle();
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

async function get(target: string, headers: Record<string, string> = {}) {
  const result = await handler(request(`GET ${target}`, { headers }));
  const sent = result.body ?? '';
  return {
    status: result.statusCode,
    headers: result.headers as Record<string, string>,
    body: result.isBase64Encoded ? gunzipSync(Buffer.from(sent, 'base64')).toString() : sent,
    isGzip: result.isBase64Encoded === true,
  };
}

/** A feed's articles, by our own reader. */
async function read(target: string) {
  const { status, headers, body } = await get(target);
  expect(status).toBe(200);
  const { title, entries } = readFeed(Buffer.from(body), headers['content-type'], 'https://news.example/');
  return { title, urls: entries.map((entry) => entry.clean()?.url) };
}

const urlsOf = async (query: string): Promise<string[]> =>
  (await service.articles(query)).map(({ url }) => url);

describe.each(PATHS)('GET %s', (path) => {
  it('holds the newest 50, newest first', async () => {
    const { title, urls } = await read(path);
    expect(title).toBe('Newsreel');
    expect(urls).toEqual(await urlsOf('limit=50'));
    expect(urls).toHaveLength(50);
  });

  it.each([
    ['source=zig', 10, 'Newsreel: zig'],
    ['search=rust+about', 50, 'Newsreel: rust about'],
    ['search=%22zig+7%22', 1, 'Newsreel: "zig 7"'],
    ['source=zig&source=rust&search=3', 2, 'Newsreel: 3, zig, rust'],
    [`since=${new Date(NOW - 5.5 * HOUR).toISOString()}`, 5, /^Newsreel: since 20/],
    [`source=rust&until=${new Date(NOW - 115 * HOUR).toISOString()}`, 3, /^Newsreel: rust, until 20/],
    ['category=none', 0, 'Newsreel: none'],
    ['search=nowhere', 0, 'Newsreel: nowhere'],
    ['source=nobody', 0, 'Newsreel: nobody'],
  ])('of ?%s holds what the list of it does', async (query, count, name) => {
    const { title, urls } = await read(`${path}?${query}`);
    expect(urls).toEqual(await urlsOf(`${query}&limit=50`));
    expect(urls).toHaveLength(count);
    expect(title).toEqual(typeof name === 'string' ? name : expect.stringMatching(name));
  });

  it.each(['limit', 'cursor', 'colour', 'format'])('knows no parameter %s', async (name) => {
    const { status, headers, body } = await get(`${path}?${name}=1`);
    expect(status).toBe(400);
    expect(headers).not.toHaveProperty('etag');
    expect(JSON.parse(body).errors).toEqual([{ name, detail: 'is not a parameter of this route' }]);
  });

  it('refuses a wrong filter', async () => {
    expect((await get(`${path}?since=yesterday`)).status).toBe(400);
  });

  it('may be kept for five minutes and read by any page', async () => {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      vary: 'accept-encoding',
      'access-control-allow-origin': '*',
      etag: expect.stringMatching(/^W\/"[\w-]*\.[\w-]{22}"$/),
    });
  });

  it.each([
    ['its tag', (tag: string) => tag],
    ['its tag, made strong', (tag: string) => tag.slice(2)],
    ['a list with its tag', (tag: string) => `"other,", ${tag},W/"x"`],
    ['any tag', () => ' * '],
  ])('answers 304 to who has %s, without a body', async (_, named) => {
    const fresh = await get(path, { 'accept-encoding': 'gzip' });
    expect(fresh.isGzip).toBe(true);
    const { etag = '' } = fresh.headers;
    const again = await get(path, { 'if-none-match': named(etag), 'accept-encoding': 'gzip' });
    expect(again).toMatchObject({ status: 304, body: '', isGzip: false });
    expect(again.headers).toMatchObject({
      etag,
      'cache-control': 'public, max-age=300',
      vary: 'accept-encoding',
    });
    expect(again.headers).not.toHaveProperty('content-type');
    expect(again.headers).not.toHaveProperty('content-encoding');
  });

  it('answers whole to who has another', async () => {
    const { headers } = await get(path);
    const { etag = '' } = headers;
    for (const other of ['"other"', 'W/"other", "*"', etag.replaceAll('"', ''), '']) {
      expect((await get(path, { 'if-none-match': other })).status).toBe(200);
    }
    expect((await get(`${path}?source=zig`, { 'if-none-match': etag })).status).toBe(200);
  });

  it('has the same tag while it is empty', async () => {
    const [one, other] = [await get(`${path}?search=nowhere`), await get(`${path}?search=nowhere`)];
    expect(one.headers['etag']).toBe(other.headers['etag']);
  });
});

it('each has its type', async () => {
  const types = await Promise.all(PATHS.map(async (path) => (await get(path)).headers['content-type']));
  expect(types).toEqual([
    'application/atom+xml; charset=utf-8',
    'application/rss+xml; charset=utf-8',
    'application/feed+json; charset=utf-8',
  ]);
});

it('each is read alike by another parser', async () => {
  const [atom = '', rss = '', json = ''] = await Promise.all(
    PATHS.map(async (path) => (await get(`${path}?source=zig`)).body),
  );
  const articles = await service.articles('source=zig');
  const titles = articles.map(({ title }) => title);
  expect(titles[0]).toBe('zig 0 & <T> in "generics"');
  expect(parseAtomFeed(atom).entries?.map(({ title }) => title?.value)).toEqual(titles);
  expect(parseRssFeed(rss).items?.map(({ title }) => title)).toEqual(titles);
  expect(parseJsonFeed(json).items?.map(({ title }) => title)).toEqual(titles);
  expect(parseAtomFeed(atom).entries?.[0]?.summary?.value).toBe('About zig: 1 < 2');
  expect(parseRssFeed(rss).items?.[0]?.description).toBe('About zig: 1 &lt; 2');
});

it.each([
  [{}, 'https://news.example/'],
  [{ host: 'feeds.example', 'x-forwarded-proto': 'https' }, 'https://feeds.example/'],
  [{ host: '127.0.0.1:8080', 'x-forwarded-proto': 'http' }, 'http://127.0.0.1:8080/'],
  [{ host: '[::1]:8080', 'x-forwarded-proto': 'http' }, 'http://[::1]:8080/'],
  [{ host: 'evil.example/x?y=' }, 'https://news.example/'],
  [{ host: 'a:99999' }, 'https://news.example/'],
])('says where it is, as it was asked for: %j', async (headers, root) => {
  const { body } = await get('/feed.json?search=%22a+b%22&source=zig&category=R%26D<', headers);
  expect(JSON.parse(body)).toMatchObject({
    home_page_url: root,
    feed_url: `${root}feed.json?search=%22a+b%22&source=zig&category=R%26D%3C`,
  });
});

it('changes its tag with an article that comes', async () => {
  const { etag = '' } = (await get('/feed.atom')).headers;
  const at = NOW - 1000;
  const article: Article = {
    id: makeId(at, Buffer.alloc(10, 1)),
    source: 'zig',
    title: 'News ]]> <script>',
    url: 'https://zig.example/news',
    summary: '',
    author: null,
    publishedAt: new Date(at).toISOString(),
    fetchedAt: new Date(NOW).toISOString(),
    categories: [],
    image: null,
  };
  await writeItems(service.table, [articleItem(article, null)]);
  const answer = await get('/feed.atom', { 'if-none-match': etag });
  expect(answer.status).toBe(200);
  expect(parseAtomFeed(answer.body).entries?.[0]).toMatchObject({
    id: `urn:ulid:${article.id}`,
    title: { value: 'News ]]> <script>' },
  });
});
