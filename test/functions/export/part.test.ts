import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { ndjson } from '../../../functions/export/ndjson';
import { fillPart } from '../../../functions/export/part';
import { type Room, roomOf } from '../../../functions/export/room';
import { parseCursor } from '../../../functions/search/cursor';
import { writeItems } from '../../../functions/table/batch';
import { startTable, type TestTable } from '../../table';

const BEGIN = Date.parse('2026-10-01T00:00:00Z');
const COUNT = 1_100;
const ALL = { sources: [], categories: [], words: [], phrases: [], since: null, until: null };
const QUERY = { ...ALL, removed: new Set<string>() };

let table: TestTable;
let ids: string[];

beforeAll(async () => {
  table = await startTable();
  const articles = Array.from({ length: COUNT }, (_, number): Article => {
    const time = new Date(BEGIN + number * 1_000);
    return {
      id: makeId(time.getTime(), identityHash('one', String(number))),
      source: 'one',
      title: `Story ${number}`,
      url: `https://one.example/${number}`,
      summary: '"'.repeat(number % 300),
      author: null,
      publishedAt: time.toISOString(),
      fetchedAt: time.toISOString(),
      categories: [],
      image: null,
    };
  });
  await writeItems(
    table,
    articles.map((article) => articleItem(article, null)),
  );
  ids = articles.map(({ id }) => id).reverse();
}, 30_000);

afterAll(() => table.stop());

async function walk(room: Room, now?: () => number): Promise<string[]> {
  const files: string[] = [];
  let from: string | null = null;
  do {
    const { file, next } = await fillPart(table, QUERY, from, ndjson, room, now);
    files.push(file);
    from = next === null ? null : parseCursor(next);
  } while (from !== null);
  return files;
}

const idsIn = (file: string): string[] =>
  file
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).id);

it.each([
  [200_000, Number.POSITIVE_INFINITY],
  [Number.POSITIVE_INFINITY, 150_000],
])('ends before %d bytes or %d characters are over, and is fairly full', async (bytes, characters) => {
  const { bytesOf } = roomOf(undefined);
  const files = await walk({ bytes, characters, bytesOf });
  expect(files.flatMap(idsIn)).toEqual(ids);
  const fill = files.map((file) => Math.max(bytesOf(file) / bytes, file.length / characters));
  for (const share of fill) expect(share).toBeLessThanOrEqual(1);
  for (const share of fill.slice(0, -1)) expect(share).toBeGreaterThan(0.5);
});

it('goes on where not even one article fits', async () => {
  const { file, next } = await fillPart(table, QUERY, null, ndjson, {
    bytes: 1,
    characters: 1,
    bytesOf: (text) => text.length,
  });
  expect(idsIn(file)).toEqual(ids.slice(0, 1));
  expect(next).toBe(ids[0]);
});

it('ends when it has taken long enough', async () => {
  let time = 0;
  const files = await walk(roomOf(undefined), () => {
    time += 20_000;
    return time;
  });
  expect(files).toHaveLength(2);
  expect(files.flatMap(idsIn)).toEqual(ids);
});

it('gives those who pack more than those who do not, unless they weigh it', async () => {
  const bytesFor = (header?: string) => roomOf(header).bytesOf('a story '.repeat(1_000));
  const plain = bytesFor();
  for (const header of ['', 'br', 'gzip;q=0', 'x-gzip', '*;q=0']) expect(bytesFor(header)).toBe(plain);
  for (const header of ['gzip', 'br, gzip', 'GZIP,deflate'])
    expect(bytesFor(header)).toBeLessThan(plain / 10);
});
