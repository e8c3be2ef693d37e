import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { handler } from '../../../functions/feed-out/handler';
import { postings } from '../../../functions/index/postings';
import { wordTerms } from '../../../functions/search/terms';
import { writeItems } from '../../../functions/table/batch';
import { request } from '../../request';
import { startTable, type TestTable } from '../../table';

const NEWEST = Date.parse('2026-11-20T00:00:00Z');
const COUNT = 1_600;

let table: TestTable;

/** All have both words, but the oldest alone has them together. */
beforeAll(async () => {
  table = await startTable();
  const articles = Array.from({ length: COUNT }, (_, number): Article => {
    const time = NEWEST - number * 60_000;
    return {
      id: makeId(time, identityHash('one@0', String(number))),
      source: 'one@0',
      title: number === COUNT - 1 ? 'grey harbour' : 'harbour of grey',
      url: `https://one.example/${number}`,
      summary: '',
      author: null,
      publishedAt: new Date(time).toISOString(),
      fetchedAt: new Date(NEWEST).toISOString(),
      categories: [],
      image: null,
    };
  });
  await writeItems(
    table,
    articles.map((article) => articleItem(article, null)),
  );
  const indexed = articles.map((article) => ({
    id: article.id,
    source: article.source,
    categories: [],
    words: [...wordTerms(article)].join(' '),
  }));
  await writeItems(table, postings([{ cycle: '', part: '1', expiresAt: null, articles: indexed }]));
}, 60_000);
afterAll(() => table.stop());

it('a feed holds what matches, also where that takes more than a page may read', async () => {
  const { body } = await handler(request('GET /feed.json?search=%22grey+harbour%22'));
  const { items } = JSON.parse(body ?? '') as { items: { title: string }[] };
  expect(items.map(({ title }) => title)).toEqual(['grey harbour']);
});
