import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseListParameters } from '../../functions/list/parameters';
import { parseCursor } from '../../functions/search/cursor';
import { findArticles, type Page } from '../../functions/search/find';
import type { ArticleQuery } from '../../functions/search/query';
import { createClient, type Table } from '../../functions/table/client';
import { awsVariables, setVariables } from '../../infra/local/environment';
import { createTable, startTable, TABLE_NAME } from '../../infra/local/table';
import { Archive } from './archive';
import { format, percentile, printTable } from './report';

const RUNS = 100;

/** What is asked. */
interface Question {
  name: string;
  /** of `GET /articles`; where there are several they take turns */
  parameters: Record<string, string>[];
  /** articles to page over before */
  after?: number;
}

/** What a question cost at one size of the archive. */
interface Cost {
  /** of a page, on average */
  articles: number;
  /** read units of a page, on average */
  units: number;
  p50: number;
  p99: number;
}

/**
 * Measures a page of each kind of list and search while an archive grows.
 * @param sizes articles, rising
 */
export async function benchSearch(sizes: number[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  const embedded = await startTable(path.join(folder, 'table'));
  setVariables(process.env, awsVariables({ endpoint: '', dynamodb: embedded.endpoint }, process.env));
  const table: Table = { client: createClient(), name: TABLE_NAME };
  try {
    await createTable(table.client, SCHEMA);
    const archive = new Archive(table);
    const costs = new Map<string, Cost[]>();
    for (const size of sizes) {
      await archive.growTo(size);
      for (const question of questions(archive)) {
        const cost = await measure(table, question);
        costs.set(question.name, [...(costs.get(question.name) ?? []), cost]);
      }
    }
    print(sizes, costs);
  } finally {
    table.client.destroy();
    await embedded.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const SCHEMA: Parameters<typeof createTable>[1] = {
  id: TABLE_NAME,
  keySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' },
    { AttributeName: 'SK', KeyType: 'RANGE' },
  ],
  attributes: [
    { AttributeName: 'PK', AttributeType: 'S' },
    { AttributeName: 'SK', AttributeType: 'S' },
  ],
};

/** Words are chosen by how many articles they stand in, so that a question means the same at every size. */
function questions(archive: Archive): Question[] {
  const [common = ''] = archive.wordsIn(1, 1);
  const rare = archive.wordsIn(5 / archive.size, 20);
  const tenths = archive.wordsIn(0.1, 5);
  const fiftieths = archive.wordsIn(0.02, 5);
  const others = archive.wordsIn(0.02, 10).slice(5);
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
    {
      name: 'words in a 10th and a 50th',
      parameters: tenths.map((word, at) => ({ search: `${word} ${fiftieths[at]}` })),
    },
    {
      name: 'two words, each in a 50th',
      parameters: fiftieths.map((word, at) => ({ search: `${word} ${others[at]}` })),
    },
    {
      name: 'word in a 50th, one source',
      parameters: fiftieths.map((search, at) => ({ search, source: `source-${at}` })),
    },
  ];
}

async function measure(table: Table, { parameters, after = 0 }: Question): Promise<Cost> {
  const asked = [];
  for (const each of parameters) {
    const { filters, limit } = parseListParameters(new URLSearchParams(each));
    const query = { ...filters, removed: new Set<string>() };
    asked.push({ query, limit, from: await passOver(table, query, after) });
  }
  const pages: Page[] = [];
  const walls: number[] = [];
  while (pages.length < RUNS) {
    for (const { query, limit, from } of asked) {
      const start = performance.now();
      pages.push(await findArticles(table, query, limit, from));
      walls.push(performance.now() - start);
    }
  }
  return {
    articles: mean(pages.map(({ articles }) => articles.length)),
    units: mean(pages.map(({ units }) => units)),
    p50: percentile(walls, 0.5),
    p99: percentile(walls, 0.99),
  };
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @returns the bound to go on at behind so many articles */
async function passOver(table: Table, query: ArticleQuery, count: number): Promise<string | null> {
  let from: string | null = null;
  for (let passed = 0; passed < count; ) {
    const { articles, next }: Page = await findArticles(table, query, 100, from);
    if (next === null) throw new Error(`There are no ${count} articles to pass over`);
    passed += articles.length;
    from = parseCursor(next);
  }
  return from;
}

function print(sizes: number[], costs: Map<string, Cost[]>): void {
  const names = sizes.map((size) => format(size));
  printTable(
    'Read units of a page of 20, and how many articles it held',
    ['what', ...names.flatMap((name) => [name, 'held'])],
    [...costs].map(([name, all]) => [name, ...all.flatMap(({ units, articles }) => [units, articles])]),
  );
  printTable(
    'Time of a page of 20, in ms',
    ['what', ...names.flatMap((name) => [`${name}, p50`, 'p99'])],
    [...costs].map(([name, all]) => [name, ...all.flatMap(({ p50, p99 }) => [p50, p99])]),
  );
}
