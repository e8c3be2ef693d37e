import fc from 'fast-check';
import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { postings } from '../../../functions/index/postings';
import { parseCursor } from '../../../functions/search/cursor';
import { findArticles } from '../../../functions/search/find';
import { type ArticleQuery, matches, parseSearch } from '../../../functions/search/query';
import { categoryTerm, wordTerm } from '../../../functions/search/terms';
import { writeItems } from '../../../functions/table/batch';
import { articleKey } from '../../../functions/table/keys';
import { indexMessage } from '../../index-message';
import { startTable, type TestTable } from '../../table';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-22T12:00:00Z');
const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'épsilon', '東京', 'news', 'the'];

let table: TestTable;
let archive: Article[];
let batches = 0;

beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const everything: ArticleQuery = {
  sources: [],
  removed: new Set(),
  categories: [],
  words: [],
  phrases: [],
  since: null,
  until: null,
};

function makeArticle(number: number, time: number, text: string, source: string, category: string): Article {
  return {
    id: makeId(time, identityHash(source, String(number))),
    source,
    title: text,
    url: `https://example.com/${number}`,
    summary: '',
    author: null,
    publishedAt: new Date(time).toISOString(),
    fetchedAt: new Date(NOW).toISOString(),
    categories: [category],
    image: null,
  };
}

async function store(articles: Article[]): Promise<void> {
  await writeItems(
    table,
    articles.map((article) => articleItem(article, null)),
  );
  const message = indexMessage(articles, `index#${batches++}`);
  await writeItems(table, postings([message]));
}

/** What a scan of everything would say. */
const bruteForce = (query: ArticleQuery): string[] =>
  archive
    .filter((article) => matches(article, query))
    .map(({ id }) => id)
    .sort()
    .reverse();

async function allPages(query: ArticleQuery, limit: number, mostUnits = 300): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await findArticles(
      table,
      query,
      limit,
      cursor === null ? null : parseCursor(cursor),
      mostUnits,
    );
    expect(page.articles.length).toBeLessThanOrEqual(limit);
    ids.push(...page.articles.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}

describe('finding articles', () => {
  beforeAll(async () => {
    // Batches with ages of minutes to years that overlap, as feeds that were added later bring them.
    const sizes = [400, 3, 60, 1, 200, 30, 30, 30, 30, 30, 30];
    const random = seeded(7);
    archive = [];
    let number = 0;
    for (const size of sizes) {
      const batch = Array.from({ length: size }, () => {
        const age = random() < 0.5 ? random() * 2 * DAY : random() * 900 * DAY;
        const text = WORDS.filter((_, rank) => random() < 1 / (rank + 1.5)).join(' ');
        const source = random() < 0.8 ? `s${Math.floor(random() * 4)}` : 'rare';
        return makeArticle(
          number++,
          Math.floor(NOW - age),
          text,
          source,
          random() < 0.3 ? 'Sport' : 'Politics',
        );
      });
      archive.push(...batch);
      await store(batch);
    }
    // What was deleted or edited since stays in the postings.
    const deleted = archive.filter((_, index) => index % 17 === 0);
    await writeItems(
      table,
      [],
      deleted.map(({ id }) => articleKey(id)),
    );
    archive = archive.filter((_, index) => index % 17 !== 0);
    const edited = archive.filter((_, index) => index % 23 === 0);
    for (const article of edited) article.title = 'rewritten the news';
    await store(edited);
  }, 60_000);

  it('gives what a scan of everything gives, page by page, for any query', async () => {
    const query = fc.record<ArticleQuery>({
      sources: fc.subarray(['s0', 's1', 'rare', 'nobody'], { maxLength: 3 }),
      removed: fc.constantFrom(new Set<string>(), new Set(['s1'])),
      categories: fc.subarray(['sport', 'POLITICS', 'none'], { maxLength: 2 }),
      words: fc.subarray(['alpha', 'beta', 'epsilon', 'the', 'rewritten', '東京', 'missing'], {
        maxLength: 3,
      }),
      phrases: fc.constantFrom<string[][]>([], [], [['the', 'news']], [['alpha', 'gamma']]),
      since: fc.option(fc.integer({ min: NOW - 800 * DAY, max: NOW })),
      until: fc.option(fc.integer({ min: NOW - 800 * DAY, max: NOW })),
    });
    // With hardly any budget a page ends early and the next one goes on.
    const units = fc.constantFrom(300, 300, 4, 1);
    await fc.assert(
      fc.asyncProperty(query, fc.integer({ min: 1, max: 60 }), units, async (given, limit, mostUnits) => {
        const wanted = { ...given, words: [...new Set([...given.words, ...given.phrases.flat()])] };
        expect(await allPages(wanted, limit, mostUnits)).toEqual(bruteForce(wanted));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('ends a page with no cursor where nothing is left', async () => {
    const query = { ...everything, sources: ['rare'], words: ['epsilon'] };
    const page = await findArticles(table, query, 100, null);
    expect(page.articles.map(({ id }) => id)).toEqual(bruteForce(query));
    expect(page.next).toBeNull();
  });

  it('keeps a cursor right while newer articles arrive', async () => {
    const query = { ...everything, words: ['alpha'] };
    const first = await findArticles(table, query, 10, null);
    const rest = bruteForce(query).slice(10, 20);
    const late = makeArticle(9_999, NOW + 5, 'alpha arrives', 's0', 'Sport');
    archive.push(late);
    await store([late]);
    const second = await findArticles(table, query, 10, parseCursor(first.next ?? ''));
    expect(second.articles.map(({ id }) => id)).toEqual(rest);
  });

  it('reads all blocks that begin with the same id', async () => {
    // An article that is edited again and again comes in other company each time: many blocks, and it is their newest.
    const newest = makeArticle(20_000, NOW + 1_000, 'often edited', 's0', 'Sport');
    const others = Array.from({ length: 30 }, (_, number) =>
      makeArticle(20_001 + number, NOW + 500 - number, 'often edited', 's0', 'Sport'),
    );
    archive.push(newest, ...others);
    for (const other of others) await store([newest, other]);
    const query = { ...everything, words: ['often', 'edited'] };
    expect(await allPages(query, 100)).toEqual(bruteForce(query));
    expect(await allPages(query, 3, 1)).toEqual(bruteForce(query));
  });

  it('looks a rare word up in its articles sooner than it reads all blocks of a common one', async () => {
    const batches = Array.from({ length: 100 }, (_, batch) =>
      Array.from({ length: 50 }, (_, place) => {
        const isSeldom = batch % 2 === 0 && place === 0;
        const number = 30_000 + batch * 50 + place;
        return makeArticle(number, 1e12 + number * 1e6, isSeldom ? 'usual seldom' : 'usual', 's9', 'Sport');
      }),
    );
    for (const batch of batches) {
      archive.push(...batch);
      await store(batch);
    }
    const query = { ...everything, words: ['usual', 'seldom'] };
    const page = await findArticles(table, query, 100, null);
    expect(page.articles.map(({ id }) => id)).toEqual(bruteForce(query));
    expect(page.units).toBeLessThan(40);
  });

  it('looks up some of many words, and asks the articles for the others', async () => {
    const words = Array.from({ length: 200 }, (_, number) => `word${number}`);
    const all = makeArticle(40_000, NOW + 2_000, words.join(' '), 's0', 'Sport');
    const most = makeArticle(40_001, NOW + 2_001, words.slice(1).join(' '), 's0', 'Sport');
    archive.push(all, most);
    await store([all, most]);
    const page = await findArticles(table, { ...everything, words }, 20, null);
    expect(page.articles.map(({ id }) => id)).toEqual([all.id]);
    expect(page.units).toBeLessThan(10);
  });

  it('finds a common word as cheaply from far back as from the top', async () => {
    // Thirty batches in one window: those above the middle have fifteen large blocks of the word.
    const top = NOW - 300 * DAY;
    for (let batch = 0; batch < 30; batch++) {
      const articles = Array.from({ length: 200 }, (_, number) =>
        makeArticle(
          50_000 + batch * 200 + number,
          top - batch * 200_000 - number * 1_000,
          number % 2 === 0 ? 'far hidden' : 'far',
          's2',
          'Sport',
        ),
      );
      archive.push(...articles);
      await store(articles);
    }
    const middle = top - 15 * 200_000;
    for (const words of [['far'], ['hidden'], ['far', 'hidden']]) {
      const query = { ...everything, words, until: middle };
      const page = await findArticles(table, query, 20, null);
      expect(page.articles.map(({ id }) => id)).toEqual(bruteForce(query).slice(0, 20));
      expect(page.units).toBeLessThan(12);
      expect(await allPages(query, 100)).toEqual(bruteForce(query));
    }
  });

  it('finds an edited article by its new words only', async () => {
    const [edited] = archive.filter(({ title }) => title === 'rewritten the news');
    const found = await allPages({ ...everything, words: ['rewritten'] }, 50);
    expect(found).toContain(edited?.id);
    expect(found).toEqual(bruteForce({ ...everything, words: ['rewritten'] }));
  });
});

describe('reading a search', () => {
  it('takes words and quoted phrases', () => {
    expect(parseSearch('Résumé "New  York" c++')).toEqual({
      words: ['resume', 'new', 'york', 'c'],
      phrases: [['new', 'york']],
    });
  });

  it.each(['', ' ', '\t\n\u00a0'])('takes %j for none', (search) => {
    expect(parseSearch(search)).toEqual({ words: [], phrases: [] });
  });

  it.each(['!!!', '"', '🎉', '\0', '\u0301'])('takes %j for what no article has', async (search) => {
    expect(await allPages({ ...everything, ...parseSearch(search) }, 100)).toEqual([]);
  });
});

describe('a long term', () => {
  it('is cut between letters', () => {
    for (const length of [61, 62, 63, 64]) {
      const word = `${'x'.repeat(length)}𐐨𐐨`;
      expect(wordTerm(word)).toBe(Buffer.from(wordTerm(word)).toString());
      expect(categoryTerm(word)).toBe(Buffer.from(categoryTerm(word)).toString());
    }
  });
});

/** Numbers from 0 to 1, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
