import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import type { Article } from '../../../functions/article/article';
import { parseCursor } from '../../../functions/search/cursor';
import { findArticles, type Page } from '../../../functions/search/find';
import { type ArticleQuery, parseSearch } from '../../../functions/search/query';
import type { Table } from '../../../functions/table/client';
import { startTable, type TestTable } from '../../table';
import { ArchiveModel, type Change, type Draft } from './archive-model';

/**
 * What a walk from page to page promises, while articles are added, edited, deleted and indexed between its pages:
 *
 * 1. an article that matched and could be found when the walk began, and that nobody touched, is given exactly once;
 * 2. whatever is given matches at the moment of its page, and is as it is at that moment;
 * 3. the walk gives newer articles before older ones, and none twice, whatever arrives;
 * 4. a page is short only where the budget is spent, and has no cursor where nothing is left;
 * 5. the same cursor gives the same page where nothing has changed;
 * 6. the walk ends.
 *
 * Given as environment variables, WALKS is how many random walks to take and WALKS_SEED the first one's seed.
 */

const RUNS = Number(process.env['WALKS'] ?? 40);
const SEED = process.env['WALKS_SEED'];

/** The border of two windows of posting blocks, and what lies about it. */
const WINDOW = 2 ** 32;
const BORDER = 415 * WINDOW;

const TEXTS = [
  ...['the', 'THE', 'News', 'alpha', 'beta', 'Résumé', 'resume', 'ﬁne', 'Ёлка', 'ΟΔΟΣ', 'ΟΔΟΣ’Α', "l'été"],
  ...[
    '東京で新製品iPhone15を発表',
    '東京',
    '我们在北京看新闻',
    '北京',
    'ภาษาไทยง่าย',
    'ภาษา',
    '한글',
    'カタカナ',
  ],
  ...[
    'שָׁלוֹם',
    'שלום',
    'עולם',
    'السَّلامُ',
    'السلام',
    '\u202eעולם\u202c',
    '🎉',
    '👩‍👩‍👧',
    '!!!',
    '½',
    '𐐀𐐨',
    '𠮷野家',
  ],
  ...['x'.repeat(64), `${'x'.repeat(64)}y`, `${'x'.repeat(64)}z`, `${'x'.repeat(63)}𐐨`, '\0', 'a\u0301b'],
];
const SOURCES = ['s0@1', 's1@1', 's1@2', 'rare@1'];
const CATEGORIES = [
  'Sport',
  'SPORT',
  'Économie',
  ' new  york ',
  '東京',
  'c'.repeat(70),
  `${'c'.repeat(70)}d`,
  '#',
];

/** Words that stand in many articles, so that lists are long and meet. */
const COMMON = ['the', 'The News', 'alpha', '東京', 'שלום'];

const text = fc
  .array(fc.oneof(fc.constantFrom(...COMMON), fc.constantFrom(...TEXTS)), { maxLength: 6 })
  .map((parts) => parts.join(' '));

/** Many at one moment, many about a border, some far away. */
const time = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(BORDER - 1, BORDER, BORDER + 1) },
  { weight: 3, arbitrary: fc.integer({ min: BORDER - 50, max: BORDER + 50 }) },
  { weight: 2, arbitrary: fc.integer({ min: BORDER - 3 * WINDOW, max: BORDER + WINDOW }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 86_400_000, WINDOW - 1, WINDOW, 2 ** 48 - 1) },
);

const draft = fc.record<Draft>({
  time,
  title: text,
  summary: fc.oneof(fc.constant(''), text),
  author: fc.option(fc.constantFrom('Ada Byron', 'Ólafur')),
  source: fc.constantFrom(...SOURCES),
  categories: fc.subarray(CATEGORIES, { maxLength: 3 }),
});

const index = fc.nat(10_000);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fc.array(draft, { minLength: 1, maxLength: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ edit: index, to: draft }) },
  { weight: 1, arbitrary: fc.record({ delete: index }) },
  { weight: 1, arbitrary: fc.record({ expire: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      deliver: fc.array(index, { maxLength: 8 }),
      again: fc.array(index, { maxLength: 2 }),
    }),
  },
);

const anySearch = fc
  .array(fc.tuple(fc.constantFrom(...TEXTS), fc.constantFrom(' ', ' ', ' "', '" ', '”')), { maxLength: 3 })
  .map((parts) => parts.flat().join(''));

const commonSearch = fc.constantFrom('the', 'news', 'the alpha', '"the news"', 'שלום alpha', '東京');

const nothing = <T>(value: T) => ({ weight: 4, arbitrary: fc.constant(value) });
const instant = fc.oneof(nothing(null), { weight: 1, arbitrary: time });

/** Most ask for one thing or two, so that most find something. */
const query: fc.Arbitrary<ArticleQuery> = fc
  .record({
    sources: fc.oneof(nothing<string[]>([]), { weight: 2, arbitrary: fc.subarray([...SOURCES, 'nobody@1']) }),
    removed: fc.constantFrom(new Set<string>(), new Set(['s0@1', 's1@1'])),
    categories: fc.oneof(nothing<string[]>([]), { weight: 1, arbitrary: fc.subarray(CATEGORIES) }),
    search: fc.oneof(
      { weight: 2, arbitrary: fc.constant('') },
      { weight: 3, arbitrary: commonSearch },
      { weight: 1, arbitrary: anySearch },
    ),
    since: instant,
    until: instant,
  })
  .map(({ search, ...rest }) => ({ ...rest, ...parseSearch(search) }));

const walk = fc.record({
  beginning: fc.array(change, { minLength: 3, maxLength: 20 }),
  /** null where some of what was added may not be found yet when the walk begins */
  batchSize: fc.constantFrom(1, 1, 2, 100, null),
  between: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 }),
  query,
  limit: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 100 })),
  mostUnits: fc.constantFrom(1, 2, 3, 5, 20, 300),
  /** begins behind one of the archive's articles, or at it, or at the top */
  from: fc.option(fc.record({ article: index, dot: fc.constantFrom('', '.') })),
});

function cursorOf({ ids }: ArchiveModel, from: { article: number; dot: string } | null): string | null {
  return from === null || ids.length === 0 ? null : `${ids[from.article % ids.length]}${from.dot}`;
}

/** What there is of an article at one moment. */
type Snapshot = Map<string, Article>;

let table: TestTable;
let tables = 0;

beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

async function withTable(work: (own: Table) => Promise<void>): Promise<void> {
  const own: Table = { client: table.client, name: `walk-${tables++}` };
  await own.client.send(
    new CreateTableCommand({
      TableName: own.name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
      ],
    }),
  );
  let status: string | undefined;
  while (status !== 'ACTIVE') {
    const { Table } = await own.client.send(new DescribeTableCommand({ TableName: own.name }));
    status = Table?.TableStatus;
  }
  try {
    await work(own);
  } finally {
    await own.client.send(new DeleteTableCommand({ TableName: own.name }));
  }
}

describe('a walk through what a query finds', () => {
  it('gives each article once, in order, while the archive changes between its pages', async () => {
    await fc.assert(
      fc.asyncProperty(walk, ({ beginning, batchSize, between, query, limit, mostUnits, from }) =>
        withTable(async (own) => {
          const archive = new ArchiveModel(own);
          for (const change of beginning) await archive.apply(change);
          if (batchSize !== null) await archive.deliverAll(batchSize);
          const start = cursorOf(archive, from);
          let due: Snapshot = new Map(
            archive
              .scan(query)
              .filter(({ id }) => archive.isIndexed(id, query) && isReached(id, start))
              .map((article) => [article.id, article]),
          );
          const changes = [...between];
          const given: string[] = [];
          let cursor = start;
          for (let pages = 0; ; pages++) {
            const page: Page = await findArticles(own, query, limit, bound(cursor), mostUnits);
            expect(await findArticles(own, query, limit, bound(cursor), mostUnits)).toEqual(page);
            expect(page.articles.length).toBeLessThanOrEqual(limit);
            const asked = new Map(archive.scan(query).map((article) => [article.id, article]));
            for (const article of page.articles) {
              expect(isReached(article.id, cursor)).toBe(true);
              expect(asked.get(article.id)).toEqual(article);
            }
            if (page.next !== null && page.articles.length < limit) {
              expect(page.units).toBeGreaterThanOrEqual(mostUnits);
            }
            given.push(...page.articles.map(({ id }) => id));
            cursor = page.next;
            if (cursor === null) break;
            for (const change of changes.shift() ?? []) await archive.apply(change);
            due = new Map(
              [...due].filter(([id, article]) => given.includes(id) || archive.articles.get(id) === article),
            );
            // Each page gets below an id that an article has or had.
            expect(pages).toBeLessThan(10 + 2 * archive.ids.length + between.length);
          }
          expect(given).toEqual([...new Set(given)].sort().reverse());
          expect(given.filter((id) => due.has(id))).toEqual([...due.keys()]);
        }),
      ),
      { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    );
  }, 600_000);
});

const bound = (cursor: string | null): string | null => (cursor === null ? null : parseCursor(cursor));

/** Whether a cursor has an article still before it. */
const isReached = (id: string, cursor: string | null): boolean =>
  cursor === null || (cursor.endsWith('.') ? id <= cursor.slice(0, -1) : id < cursor);
