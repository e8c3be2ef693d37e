import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Article } from '../../functions/article/article';
import { handler } from '../../functions/list/handler';
import { parseListParameters } from '../../functions/list/parameters';
import { originOf } from '../../functions/sources/origin';
import type { Table } from '../../functions/table/client';
import { countUnits } from '../read-units';
import { request } from '../request';
import { ADDED_AT, Archive } from './archive';
import { format, percentile, printTable, type Row } from './report';
import { type Sqlite, type SqliteQuestion, startSqlite } from './sqlite';
import { withTable } from './table';

const RUNS = 200;

/** What is asked. */
interface Question {
  name: string;
  /** of `GET /articles`; where there are several they take turns */
  parameters: Record<string, string>[];
  /** articles to page over before; SQLite's way to do this is another, so it is not asked */
  after?: number;
}

/** What a question cost at one size of the archive. */
interface Cost {
  /** of a page, on average */
  articles: number;
  /** all that the handler reads for a page, on average */
  units: number;
  newsreel: number[];
  like: number[];
  fts: number[];
}

/**
 * Measures a page of each kind of list and search while an archive grows: `GET /articles` by its handler with the
 * embedded table in a process beside it, and SQLite with the same articles where Python has it.
 * @param sizes articles, rising
 */
export async function benchSearch(sizes: number[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  const sqlite = await startSqlite(folder);
  try {
    await withTable(path.join(folder, 'table'), (table) => askAsItGrows(table, sqlite, sizes));
  } finally {
    sqlite?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askAsItGrows(table: Table, sqlite: Sqlite | null, sizes: number[]): Promise<void> {
  const archive = new Archive(table, (articles) => sqlite?.add(articles));
  await archive.addSources();
  const takeUnits = countUnits(table.client);
  const costs = new Map<string, Cost[]>();
  for (const size of sizes) {
    await archive.growTo(size);
    for (const question of questions(archive)) {
      const cost = await measure(question, takeUnits, sqlite);
      costs.set(question.name, [...(costs.get(question.name) ?? []), cost]);
    }
  }
  printUnits(sizes, costs);
  printTimes(sizes, costs);
  if (sqlite === null) process.stdout.write('SQLite: there is no python3 with FTS5.\n\n');
}

/** Words are chosen by how many articles they stand in, so that a question means the same at every size. */
function questions(archive: Archive): Question[] {
  const [common = ''] = archive.wordsIn(1, 1);
  const rare = archive.wordsIn(5 / archive.size, 20);
  const tenths = archive.wordsIn(0.1, 5);
  const fiftieths = archive.wordsIn(0.02, 5);
  const others = archive.wordsIn(0.02, 10).slice(5);
  const seldom = archive.wordsIn(0.001, 10);
  const [, second = ''] = archive.wordsIn(1, 2);
  const until = new Date(archive.middle).toISOString();
  return [
    { name: 'latest 20', parameters: [{}] },
    { name: 'latest 20, after 500', parameters: [{}], after: 500 },
    { name: 'latest 20 until half way back', parameters: [{ until }] },
    { name: 'one source of 50', parameters: [{ source: 'source-7' }] },
    { name: 'commonest word', parameters: [{ search: common }] },
    { name: 'commonest word, after 500', parameters: [{ search: common }], after: 500 },
    { name: 'commonest word until half way back', parameters: [{ search: common, until }] },
    { name: 'word in 5 articles', parameters: rare.map((search) => ({ search })) },
    { name: 'word in none', parameters: [{ search: 'xyzzy' }] },
    { name: 'two commonest words', parameters: [{ search: `${common} ${second}` }] },
    {
      name: 'commonest word and one in a 1,000th',
      parameters: seldom.map((word) => ({ search: `${common} ${word}` })),
    },
    {
      name: 'commonest word and one in 5 articles',
      parameters: rare.map((word) => ({ search: `${common} ${word}` })),
    },
    {
      name: 'words in a 10th and a 50th',
      parameters: tenths.map((word, at) => ({ search: `${word} ${fiftieths[at]}` })),
    },
    {
      name: 'two words, each in a 50th',
      parameters: fiftieths.map((word, at) => ({ search: `${word} ${others[at]}` })),
    },
    {
      name: 'two words, each in a 1,000th',
      parameters: seldom.slice(0, 5).map((word, at) => ({ search: `${word} ${seldom[at + 5]}` })),
    },
    {
      name: 'word in a 50th, one source',
      parameters: fiftieths.map((search, at) => ({ search, source: `source-${at}` })),
    },
  ];
}

async function measure(
  { parameters, after = 0 }: Question,
  takeUnits: () => number,
  sqlite: Sqlite | null,
): Promise<Cost> {
  const queries = [];
  for (const each of parameters) {
    const query = new URLSearchParams(each);
    const cursor = await passOver(query, after);
    if (cursor !== null) query.set('cursor', cursor);
    queries.push(query);
  }
  // Code is compiled as it is used.
  for (const query of queries) await list(query);
  takeUnits();
  const newsreel: number[] = [];
  let articles = 0;
  while (newsreel.length < RUNS) {
    for (const query of queries) {
      const start = performance.now();
      const page = await list(query);
      newsreel.push(performance.now() - start);
      articles += page.articles.length;
    }
  }
  const units = takeUnits() / newsreel.length;
  const asked = sqlite !== null && after === 0 ? await sqlite.ask(parameters.map(forSqlite), RUNS) : NOTHING;
  return { articles: articles / newsreel.length, units, newsreel, ...asked };
}

const NOTHING = { like: [], fts: [] };

function forSqlite(parameters: Record<string, string>): SqliteQuestion {
  const { filters } = parseListParameters(new URLSearchParams(parameters));
  const [source = null] = filters.sources;
  return {
    words: filters.words,
    source: source === null ? null : originOf({ id: source, addedAt: ADDED_AT }),
    until: filters.until,
  };
}

interface ArticlePage {
  articles: Article[];
  next: string | null;
}

async function list(query: URLSearchParams): Promise<ArticlePage> {
  const event = request(`GET /articles?${query}`, { headers: { 'accept-encoding': 'gzip' } });
  const { statusCode, body = '', isBase64Encoded } = await handler(event);
  if (statusCode !== 200) throw new Error(`${query} was answered with ${statusCode}: ${body}`);
  return JSON.parse(isBase64Encoded ? String(gunzipSync(Buffer.from(body, 'base64'))) : body) as ArticlePage;
}

/** @returns the cursor behind so many articles, null where it is the beginning */
async function passOver(query: URLSearchParams, count: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let passed = 0; passed < count; ) {
    const asked = new URLSearchParams(query);
    asked.set('limit', '100');
    if (cursor !== null) asked.set('cursor', cursor);
    const page = await list(asked);
    if (page.next === null) throw new Error(`There are no ${count} articles to pass over`);
    passed += page.articles.length;
    cursor = page.next;
  }
  return cursor;
}

/** What the figures of the last size are in % of those of this one. */
const BESIDE = 2_000;

function printUnits(sizes: number[], costs: Map<string, Cost[]>): void {
  const names = sizes.map((size) => format(size));
  const at = sizes.indexOf(BESIDE);
  const last = sizes.length - 1;
  const isCompared = at !== -1 && at < last;
  printTable(
    'Read units of a page of 20, and how many articles it held',
    [
      'what',
      ...names.flatMap((name) => [name, 'held']),
      ...(isCompared ? [`${names[last]} against ${names[at]}, %`] : []),
    ],
    [...costs].map(([name, all]): Row => {
      const [before, after] = [all[at], all[last]];
      const compared = isCompared && before && after ? [(100 * after.units) / before.units] : [];
      return [name, ...all.flatMap(({ units, articles }) => [units, articles]), ...compared];
    }),
  );
}

function printTimes(sizes: number[], costs: Map<string, Cost[]>): void {
  for (const [at, size] of sizes.entries()) {
    printTable(
      `Time of a page of 20 of ${format(size)} articles, in ms`,
      ['what', 'Newsreel, p50', 'p99', 'LIKE, p50', 'p99', 'FTS5, p50', 'p99'],
      [...costs].map(([name, all]): Row => {
        const { newsreel = [], like = [], fts = [] } = all[at] ?? {};
        return [name, ...times(newsreel), ...times(like), ...times(fts)];
      }),
    );
  }
}

const times = (walls: number[]): Row =>
  walls.length === 0 ? ['', ''] : [percentile(walls, 0.5), percentile(walls, 0.99)];
