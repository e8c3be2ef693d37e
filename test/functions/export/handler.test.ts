import { gunzipSync } from 'node:zlib';
import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { handler } from '../../../functions/export/handler';
import { postings } from '../../../functions/index/postings';
import { originOf } from '../../../functions/sources/origin';
import { addSource, readSources } from '../../../functions/sources/store';
import { writeItems } from '../../../functions/table/batch';
import { request } from '../../request';
import { type Service, startService } from '../../service';
import { readCsv } from './csv-reader';

const BEGIN = Date.parse('2026-10-01T00:00:00Z');
const MINUTE = 60_000;
const COUNT = 5_600;
const SOURCES = ['first', 'second'];
const LARGEST_ANSWER = 6 * 1024 * 1024;

let service: Service;
/** newest first, as the API shows them */
let archive: Article[];

beforeAll(async () => {
  service = await startService();
  for (const id of SOURCES) await addSource(service.table, id, { url: `https://${id}.example/feed` });
  const origins = (await readSources(service.table, true)).map((source) => ({
    id: source.id,
    origin: originOf(source),
  }));
  const articles = Array.from({ length: COUNT }, (_, number): Article => {
    const { origin = '' } = origins[number % origins.length] ?? {};
    const time = BEGIN + number * MINUTE;
    return {
      id: makeId(time, identityHash(origin, String(number))),
      source: origin,
      title: `Story ${number}, "quoted"`,
      url: `https://one.example/${number}`,
      // About 1 KB an article, in letters that do not pack to nothing.
      summary: `${number % 7 === 0 ? 'lighthouse ' : ''}東京 ${makeWords(number)}`,
      author: number % 3 === 0 ? '=1+1' : null,
      publishedAt: new Date(time).toISOString(),
      fetchedAt: new Date(time).toISOString(),
      categories: number % 2 === 0 ? ['Sea', 'Sky'] : [],
      image: null,
    };
  });
  await writeItems(
    service.table,
    (function* () {
      for (const article of articles) yield articleItem(article, null);
    })(),
  );
  await writeItems(
    service.table,
    postings([
      {
        cycle: '',
        part: '1',
        expiresAt: null,
        articles: articles.map((article) => ({
          id: article.id,
          source: article.source,
          categories: article.categories,
          // The others are never searched for.
          words: article.summary.startsWith('lighthouse') ? 'lighthouse' : '',
        })),
      },
    ]),
  );
  const idOf = new Map(origins.map(({ id, origin }) => [origin, id]));
  archive = articles.map((article) => ({ ...article, source: idOf.get(article.source) ?? '' })).reverse();
}, 60_000);

afterAll(() => service.stop());

function makeWords(seed: number): string {
  let state = seed + 1;
  const words = Array.from({ length: 150 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return (state % 60_466_176).toString(36);
  });
  return words.join(' ').slice(0, 800);
}

interface Got {
  status: number;
  headers: Record<string, unknown>;
  file: string;
  /** bytes of the function's answer */
  size: number;
}

async function ask(query: string, headers: Record<string, string> = {}): Promise<Got> {
  const event = request(`GET /export?${query}`, {
    headers: { authorization: 'Bearer the-admin-token', ...headers },
  });
  const answer = await handler(event);
  const body = answer.body ?? '';
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers ?? {},
    file: answer.isBase64Encoded ? gunzipSync(Buffer.from(body, 'base64')).toString('utf8') : body,
    size: Buffer.byteLength(JSON.stringify(answer)),
  };
}

/** All parts, each through the link of the one before. */
async function walk(query: string, headers: Record<string, string> = {}): Promise<Got[]> {
  const parts: Got[] = [];
  for (let next: string | undefined = query; next !== undefined; ) {
    const part = await ask(next, headers);
    expect(part.status).toBe(200);
    expect(part.size).toBeLessThan(LARGEST_ANSWER);
    parts.push(part);
    const { link } = part.headers;
    next = link === undefined ? undefined : /^<\/export\?(\S+)>; rel="next"$/.exec(String(link))?.[1];
    expect(next === undefined).toBe(link === undefined);
  }
  return parts;
}

const fromJson = ({ file }: Got): Article[] => JSON.parse(file);
const fromLines = ({ file }: Got): Article[] =>
  file
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('every article once, newest first, over all parts', () => {
  it('as JSON without gzip, 5,000 or more in the first, with the same filters from link to link', async () => {
    const query = 'source=first&source=second&until=2027-01-01T00:00:00+01:00';
    const got = await walk(query);
    const link = new URL(/<(.*)>/.exec(String(got[0]?.headers['link']))?.[1] ?? '', 'https://news.example');
    expect([...link.searchParams].filter(([name]) => name !== 'cursor')).toEqual([
      ...new URLSearchParams(query),
    ]);
    const parts = got.map(fromJson);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts[0]?.length).toBeGreaterThanOrEqual(5_000);
    expect(parts.flat()).toEqual(archive);
  });

  it('as NDJSON with gzip, which holds more', async () => {
    const parts = await walk('format=ndjson', { 'accept-encoding': 'gzip, deflate' });
    expect(parts).toHaveLength(1);
    expect(parts.flatMap(fromLines)).toEqual(archive);
  });

  it('as CSV', async () => {
    const parts = (await walk('format=csv')).map(({ file }) => readCsv(file));
    for (const [header] of parts) expect(header).toEqual(Object.keys(archive[0] ?? {}));
    expect(parts.flatMap(([, ...rows]) => rows)).toEqual(
      archive.map((article) => [
        article.id,
        article.source,
        article.title,
        article.url,
        article.summary,
        article.author === null ? '' : `'${article.author}`,
        article.publishedAt,
        article.fetchedAt,
        article.categories.join('; '),
        '',
      ]),
    );
  });
});

it.each<[string, (article: Article) => boolean]>([
  ['source=first', ({ source }) => source === 'first'],
  ['category=sea', ({ categories }) => categories.includes('Sea')],
  ['search=lighthouse', ({ summary }) => summary.startsWith('lighthouse')],
  [
    'source=second&search=lighthouse&since=2026-10-02&until=2026-10-04T12:00:00%2B02:00',
    ({ source, summary, publishedAt }) =>
      source === 'second' &&
      summary.startsWith('lighthouse') &&
      publishedAt >= '2026-10-02' &&
      publishedAt < '2026-10-04T10:00:00.000Z',
  ],
])('filters as the list does: %s', async (query, isWanted) => {
  const wanted = archive.filter(isWanted);
  expect(wanted.length).toBeGreaterThan(50);
  expect((await walk(query)).flatMap(fromJson)).toEqual(wanted);
});

it.each([
  ['', 'json', 'application/json', '[]\n'],
  ['format=json', 'json', 'application/json', '[]\n'],
  ['format=ndjson', 'ndjson', 'application/x-ndjson', ''],
  [
    'format=csv',
    'csv',
    'text/csv; charset=utf-8; header=present',
    'id,source,title,url,summary,author,publishedAt,fetchedAt,categories,image\r\n',
  ],
])(
  '?%s names its file and its type, and is whole where nothing matches',
  async (format, extension, type, file) => {
    for (const nothing of ['until=1990-01-01', 'source=not-there', 'search=notaword']) {
      const got = await ask(`${format}&${nothing}`);
      expect(got).toMatchObject({ status: 200, file });
      expect(got.headers).toMatchObject({ 'content-type': type, 'cache-control': 'no-store' });
      expect(got.headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename="newsreel-\\d{4}-\\d\\d-\\d\\d\\.${extension}"$`),
      );
      expect(got.headers['link']).toBeUndefined();
    }
  },
);

it.each([
  ['format=xml', 'format'],
  ['format=', 'format'],
  ['limit=5', 'limit'],
  ['cursor=abc', 'cursor'],
  ['since=yesterday', 'since'],
])('?%s is a 400 that names it', async (query, name) => {
  const { status, file } = await ask(query);
  expect(status).toBe(400);
  expect(JSON.parse(file).errors).toMatchObject([{ name }]);
});

it.each(['', 'Bearer wrong'])('is not for everybody: %j', async (authorization) => {
  expect((await ask('', { authorization })).status).toBe(401);
});
