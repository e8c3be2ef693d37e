import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { postings } from '../../../functions/index/postings';
import { wordTerms } from '../../../functions/search/terms';
import { originOf } from '../../../functions/sources/origin';
import { newSourceItem } from '../../../functions/sources/source';
import { writeItems } from '../../../functions/table/batch';
import { openTable } from '../../../functions/table/client';
import { countUnits } from '../../read-units';
import { type Service, startService } from '../../service';

/** What a request may take of the table, whatever it is asked: 300 for the search, and some for what else is read. */
const MOST_UNITS = 302;

const ADDED_AT = '2026-11-01T00:00:00.000Z';
const SETTINGS = { url: 'https://example.com/feed' };

const SOURCES = 100;
const ARTICLES = 2_000;
const BATCH = 100;

/** Each is a word of all articles. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'].join(' ');

let service: Service;
let takeUnits: () => number;

beforeAll(async () => {
  service = await startService();
  const ids = Array.from({ length: SOURCES }, (_, number) => `s${number}`);
  await writeItems(
    service.table,
    ids.map((id) => newSourceItem(id, SETTINGS, ADDED_AT)),
  );
  const articles = Array.from({ length: ARTICLES }, (_, number) => makeArticle(number));
  for (let at = 0; at < articles.length; at += BATCH) await store(articles.slice(at, at + BATCH));
  takeUnits = countUnits(openTable().client);
}, 60_000);
afterAll(() => service.stop());

function makeArticle(number: number): Article {
  const source = originOf({ id: `s${number % SOURCES}`, addedAt: ADDED_AT });
  const time = Date.parse('2026-11-01T00:00:00Z') - number * 600_000;
  return {
    id: makeId(time, identityHash(source, String(number))),
    source,
    title: `Title ${number} the and of`,
    url: 'https://example.com/',
    summary: LETTERS,
    author: null,
    publishedAt: new Date(time).toISOString(),
    fetchedAt: new Date(time).toISOString(),
    categories: [`Topic ${number % SOURCES}`, 'שָׁלוֹם'],
    image: null,
  };
}

async function store(articles: Article[]): Promise<void> {
  const indexed = articles.map((article) => ({ ...article, words: [...wordTerms(article)].join(' ') }));
  await writeItems(
    service.table,
    articles.map((article) => articleItem(article, null)),
  );
  await writeItems(
    service.table,
    postings([{ cycle: 'c', part: articles[0]?.id ?? '', expiresAt: null, articles: indexed }]),
  );
}

interface ArticlePage {
  articles: Article[];
  next: string | null;
}

/** The status of `GET /articles`, and its page where there is one. @param query as it stands in the URL */
async function list(query: string): Promise<{ status: number; page: ArticlePage; units: number }> {
  takeUnits();
  const { status, body } = await service.call('list', `GET /articles?${query}`);
  return { status, page: body as ArticlePage, units: takeUnits() };
}

const search = (text: string) => list(`search=${encodeURIComponent(text)}`);

/** Which of 2,000 words of one letter there are: of many scripts, none a mark. */
const oneLetterWords = Array.from({ length: 2_000 }, (_, at) => String.fromCodePoint(0x4e00 + at));

describe('a search that is odd', () => {
  it.each([
    ['"', 0],
    ['"""', 0],
    ['!!!', 0],
    ["+ - * / ( ) \\ % _ ' `", 0],
    ['🎉', 0],
    ['👩‍👩‍👧 🎊', 0],
    ['\0', 0],
    ['\u0301', 0],
    ['\u202e\u202c', 0],
    ['', 20],
    ['   \t\n', 20],
    ['"title', 20],
    ['title" "the and', 20],
    ['the and of', 20],
    ['"and the"', 0],
    ['TITLE\0the', 20],
    ['ti\u0301tle', 20],
    ['\u202etitle\u202c', 20],
    ['🎉 title 🎉', 20],
    ['שָׁלוֹם', 0],
    [LETTERS, 20],
    [[...LETTERS].reverse().join(''), 20],
    ['ﷺ'.repeat(1_000), 0],
    ['x'.repeat(1_000), 0],
    ['"'.repeat(1_000), 0],
    ['a" "'.repeat(250), 20],
    [oneLetterWords.slice(0, 1_000).join(''), 0],
    [oneLetterWords.slice(0, 500).join(' '), 0],
  ])('%j finds %j articles within the budget', async (text, count) => {
    const { status, page, units } = await search(text);
    expect(status).toBe(200);
    expect(page.articles).toHaveLength(count);
    expect(units).toBeLessThanOrEqual(MOST_UNITS);
  });

  it.each(['%00', '%ED%A0%80', '%FF%FE', '%', '%zz', '%F0%9F', '+', '%E2%80%AE'])(
    'that is percent-encoded as %s is answered',
    async (encoded) => {
      expect((await list(`search=${encoded}`)).status).toBe(200);
      expect((await list(`search=title${encoded}`)).status).toBe(200);
      expect((await list(`category=${encoded}`)).status).toBe(200);
    },
  );

  it.each([1_001, 10_000])('of %p characters is refused', async (length) => {
    expect(await search('a '.repeat(length).slice(0, length))).toMatchObject({
      status: 400,
      page: { errors: [{ name: 'search' }] },
      units: 0,
    });
  });
});

describe('filters that are odd', () => {
  const everySource = Array.from({ length: SOURCES }, (_, number) => `source=s${number}`).join('&');
  const everyCategory = Array.from({ length: SOURCES }, (_, number) => `category=topic+${number}`).join('&');

  it.each([
    ['since=2026-11-01&until=2026-10-01', 0],
    ['since=2026-10-30&until=2026-10-30', 0],
    ['since=0000-01-01', 20],
    ['until=0000-01-01', 0],
    ['since=9999-12-31T23:59:59-23:59', 0],
    ['until=9999-12-31T23:59:59-23:59', 20],
    ['since=0000-01-01&until=9999-12-31&search=title', 20],
    ['source=nobody', 0],
    ['source=nobody&search=title', 0],
    ['source=nobody&source=s1', 20],
    [Array(100).fill('source=s1').join('&'), 20],
    [Array(100).fill('category=topic+1').join('&'), 20],
    [everySource, 20],
    [everyCategory, 20],
    [`${everySource}&${everyCategory}`, 20],
    [`${everySource}&${everyCategory}&search=${encodeURIComponent(LETTERS)}`, 20],
    [`category=${encodeURIComponent('\u202e🎉\0'.padEnd(200, '\u202e '))}`, 0],
    [`category=${encodeURIComponent('שלום')}`, 20],
    [`category=${'%EF%B7%BA'.repeat(200)}`, 0],
    ['category=%23', 0],
  ])('?%s finds %p articles within the budget', async (query, count) => {
    const { status, page, units } = await list(query);
    expect(status).toBe(200);
    expect(page.articles).toHaveLength(count);
    expect(units).toBeLessThanOrEqual(MOST_UNITS);
  });

  it.each([
    Array(101).fill('source=s1').join('&'),
    `category=${'x'.repeat(201)}`,
    'source=%00',
    'since=10000-01-01',
    'since=-0001-01-01',
    'since=0000-00-00',
  ])('?%s is refused', async (query) => {
    expect(await list(query)).toMatchObject({ status: 400, units: 0 });
  });
});

describe('a cursor that is odd', () => {
  it.each([
    ['0'.repeat(26), 0],
    [`${'0'.repeat(26)}.`, 0],
    [`7${'Z'.repeat(25)}`, 20],
    [`7${'Z'.repeat(25)}.`, 20],
  ])('%s is beyond an end', async (cursor, count) => {
    for (const query of ['', 'search=title&', 'source=s1&', 'since=2000-01-01&until=2030-01-01&']) {
      const { status, page } = await list(`${query}cursor=${cursor}`);
      expect(status).toBe(200);
      expect(page.articles).toHaveLength(count);
      if (count === 0) expect(page.next).toBeNull();
    }
  });

  it.each(['', '.', '~', '8'.repeat(26), 'I'.repeat(26), '0'.repeat(27), `${'0'.repeat(26)}..`, '%00', '🎉'])(
    '%p is refused',
    async (cursor) => {
      expect(await list(`cursor=${encodeURIComponent(cursor)}`)).toMatchObject({ status: 400, units: 0 });
    },
  );

  it('of another query goes on where that one stood', async () => {
    const { page: first } = await list('source=s1&limit=5');
    const { status, page } = await list(`search=title&cursor=${first.next}`);
    expect(status).toBe(200);
    expect(page.articles).toHaveLength(20);
    for (const { id } of page.articles) expect(id < (first.next ?? '')).toBe(true);
  });

  it('cannot hold a walk up, wherever it is from', async () => {
    let query = `search="and+the"&cursor=${makeId(Date.parse('2026-10-25'), Buffer.alloc(10, 255))}.`;
    let pages = 0;
    for (let next: string | null = ''; next !== null && pages < 100; pages++) {
      const { page } = await list(query);
      next = page.next;
      query = `search="and+the"&cursor=${next}`;
    }
    expect(pages).toBeLessThan(10);
  });
});
