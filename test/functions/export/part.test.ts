import { gunzipSync } from 'node:zlib';
import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { type Body, bodyFor } from '../../../functions/export/body';
import { ndjson } from '../../../functions/export/ndjson';
import { fillPart } from '../../../functions/export/part';
import type { Packed } from '../../../functions/http/api';
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

async function walk(body: () => Body, now?: () => number): Promise<(string | Packed)[]> {
  const files: (string | Packed)[] = [];
  let from: string | null = null;
  do {
    const { file, next } = await fillPart(table, QUERY, from, ndjson, body(), now);
    files.push(file);
    from = next === null ? null : parseCursor(next);
  } while (from !== null);
  return files;
}

const textOf = (file: string | Packed): string =>
  typeof file === 'string' ? file : gunzipSync(file.gzip).toString('utf8');

const idsIn = (file: string | Packed): string[] =>
  textOf(file)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).id);

/** What a file takes of the answer's JSON. */
const sizeOf = (file: string | Packed): number =>
  typeof file === 'string' ? Buffer.byteLength(JSON.stringify(file)) : file.gzip.toString('base64').length;

it.each([
  ['plain', '', 100_000],
  ['gzipped', 'gzip', 20_000],
])('%s, ends before there is no more room, and is fairly full', async (_, accepted, room) => {
  const files = await walk(() => bodyFor(accepted, room));
  expect(files.flatMap(idsIn)).toEqual(ids);
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(sizeOf(file)).toBeLessThan(room + 200);
  for (const file of files.slice(0, -1)) expect(sizeOf(file)).toBeGreaterThan(room / 2);
});

it.each(['', 'gzip'])('goes on where not even one article fits (%s)', async (accepted) => {
  const { file, next } = await fillPart(table, QUERY, null, ndjson, bodyFor(accepted, 1));
  expect(idsIn(file)).toEqual(ids.slice(0, 1));
  expect(next).toBe(ids[0]);
});

it('ends when it has taken long enough', async () => {
  let time = 0;
  const files = await walk(
    () => bodyFor(undefined),
    () => {
      time += 20_000;
      return time;
    },
  );
  expect(files).toHaveLength(2);
  expect(files.flatMap(idsIn)).toEqual(ids);
});

it.each([
  ['', 'string'],
  ['br', 'string'],
  ['gzip;q=0', 'string'],
  ['x-gzip', 'string'],
  ['*;q=0', 'string'],
  ['gzip', 'object'],
  ['br, gzip', 'object'],
  ['GZIP,deflate', 'object'],
])('is packed only for those who accept it: %s', (accepted, type) => {
  expect(typeof bodyFor(accepted).whole()).toBe(type);
});
