import { writeItems } from '../../../functions/table/batch';
import type { Item } from '../../../functions/table/client';
import { copyItems, NEWS } from '../../../infra/restore/copy';
import { startTable, type TestTable } from '../../table';

const NOW = Date.parse('2026-11-23T12:00:00Z');

let restored: TestTable;
let live: TestTable;

beforeEach(async () => {
  restored = await startTable();
  live = await startTable();
});
afterEach(() => Promise.all([restored.stop(), live.stop()]));

const item = (PK: string, SK: string, text: string, more: Item = {}): Item => ({
  PK: { S: PK },
  SK: { S: SK },
  text: { S: text },
  ...more,
});
const textsOf = async (table: TestTable): Promise<Record<string, string | undefined>> =>
  Object.fromEntries((await table.items()).map(({ PK, SK, text }) => [`${PK?.S}/${SK?.S}`, text?.S]).sort());
const copying = (more = {}) => ({
  from: restored,
  to: live,
  partitions: NEWS,
  overwrites: false,
  now: NOW,
  ...more,
});

test('brings back what is missing, and leaves what is there as it is', async () => {
  await writeItems(restored, [
    item('ARTICLES', '1', 'then'),
    item('ARTICLES', '2', 'then'),
    item('TERM#word', '1#a', 'then'),
  ]);
  await writeItems(live, [item('ARTICLES', '2', 'now'), item('ARTICLES', '3', 'now')]);
  expect(await copyItems(copying())).toEqual({ read: 3, copied: 2 });
  expect(await textsOf(live)).toEqual({
    'ARTICLES/1': 'then',
    'ARTICLES/2': 'now',
    'ARTICLES/3': 'now',
    'TERM#word/1#a': 'then',
  });
  expect(await copyItems(copying())).toEqual({ read: 3, copied: 0 });
});

test('makes what is there what it was, where it is asked to', async () => {
  await writeItems(restored, [item('ARTICLES', '1', 'then')]);
  await writeItems(live, [item('ARTICLES', '1', 'spoilt'), item('ARTICLES', '2', 'now')]);
  expect(await copyItems(copying({ overwrites: true }))).toEqual({ read: 1, copied: 1 });
  expect(await textsOf(live)).toEqual({ 'ARTICLES/1': 'then', 'ARTICLES/2': 'now' });
});

test('brings nobody back who was forgotten, no ended sign-in, and nothing that is over', async () => {
  await writeItems(restored, [
    item('READER#a', 'READER', 'then'),
    item('READER#a', 'SESSION#1', 'then'),
    item('DIGESTS', 'a', 'then'),
    item('SOURCES2', 'x', 'then'),
    item('ARTICLES', '1', 'over', { expiresAt: { N: String(NOW / 1000 - 1) } }),
    item('ARTICLES', '2', 'then', { expiresAt: { N: String(NOW / 1000 + 60) } }),
  ]);
  expect(await copyItems(copying())).toEqual({ read: 6, copied: 1 });
  expect(await textsOf(live)).toEqual({ 'ARTICLES/2': 'then' });
});

test('brings back one reader, where they are named', async () => {
  await writeItems(restored, [item('READER#a', 'READER', 'then'), item('READER#b', 'READER', 'then')]);
  await copyItems(copying({ partitions: ['READER#a'] }));
  expect(await textsOf(live)).toEqual({ 'READER#a/READER': 'then' });
});

test('goes through a table of many pages', async () => {
  const long = 'x'.repeat(20_000);
  const articles = Array.from({ length: 150 }, (_, index) => item('ARTICLES', String(index), long));
  await writeItems(restored, articles);
  const seen: number[] = [];
  const counts = await copyItems(copying({ progress: ({ read }: { read: number }) => seen.push(read) }));
  expect(counts).toEqual({ read: 150, copied: 150 });
  expect(await live.items('ARTICLES')).toHaveLength(150);
  expect(seen.at(-1)).toBe(150);
});
