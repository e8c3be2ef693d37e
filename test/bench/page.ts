import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Article, shown } from '../../functions/article/article';
import { pageAnswer } from '../../functions/pages/answer';
import { scriptOf } from '../../functions/pages/script';
import { handler } from '../../functions/reading-pages/handler';
import type { List } from '../../functions/reading-pages/list';
import { listContent } from '../../functions/reading-pages/list-content';
import type { Table } from '../../functions/table/client';
import { countUnits } from '../read-units';
import { request } from '../request';
import { Archive, SOURCE_IDS } from './archive';
import { percentile, printTable, type Row } from './report';
import { withTable } from './table';

const RUNS = 200;
const WARMING = 50;
const ARTICLES = 5_000;
const ON_A_PAGE = 50;

/**
 * Measures the front page with 50 generated articles: what a browser that has nothing yet loads of ours, the time to
 * render it, and of the whole handler with the embedded table in a process beside it.
 */
export async function benchPage(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  try {
    await withTable(path.join(folder, 'table'), measure);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(table: Table): Promise<void> {
  const newest: Article[] = [];
  const archive = new Archive(table, (articles) => newest.push(...articles));
  await archive.addSources();
  await archive.growTo(ARTICLES);
  const [word = ''] = archive.wordsIn(0.1, 1);
  const list = listOf(newest.sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, ON_A_PAGE));
  const render = () => pageAnswer({ ...listContent(list), isPublic: true });
  printParts((await render()).body);
  const takeUnits = countUnits(table.client);
  const rows: Row[] = [];
  for (const [what, work] of [
    ['rendering 50 articles with pictures', render],
    ['the handler, gzip included', () => open('/')],
    ['the same for a word in a 10th', () => open(`/?search=${word}`)],
  ] as const) {
    for (let run = 0; run < WARMING; run++) await work();
    takeUnits();
    const times = await timesOf(work);
    rows.push([what, percentile(times, 0.5), percentile(times, 0.95), takeUnits() / RUNS]);
  }
  printTable(`The front page, warm, ${RUNS} times`, ['what', 'median, ms', '95 %, ms', 'read units'], rows);
}

/** A front page as the handler would make it, with a picture for each article. */
const listOf = (articles: Article[]): List => ({
  here: { path: '/', given: new URLSearchParams() },
  source: null,
  articles: articles.map((article) => ({
    ...shown(article),
    image: `https://pictures.example/${shown(article).source}/${article.id}/large.jpg?width=1200`,
  })),
  next: articles.at(-1)?.id ?? null,
  sources: {
    choice: SOURCE_IDS.map((id) => ({ id, title: `The ${id} courier` })),
    titles: new Map(SOURCE_IDS.map((id) => [id, `The ${id} courier`])),
  },
  viewer: { timeZone: 'Europe/Berlin', isSignedIn: false, notices: null },
  origin: 'https://news.example',
});

/** What a browser that has nothing yet loads of ours; the pictures are others'. */
function printParts(page: string): void {
  const parts: [string, string][] = [
    ['the page with its style', page],
    ['its script', scriptOf('reading').text],
    ['what works offline, once it is idle', scriptOf('offline').text],
  ];
  const rows: Row[] = parts.map(([name, text]) => [name, Buffer.byteLength(text), packed(text)]);
  const total = (at: number) => rows.reduce((sum, row) => sum + Number(row[at]), 0);
  printTable(
    'What the front page loads of ours',
    ['request', 'bytes', 'gzipped'],
    [...rows, ['together', total(1), total(2)]],
  );
}

/** As `toResult` packs it. */
const packed = (text: string): number => gzipSync(text, { level: 5 }).length;

async function open(target: string): Promise<void> {
  const { statusCode } = await handler(request(`GET ${target}`, { headers: { 'accept-encoding': 'gzip' } }));
  if (statusCode !== 200) throw new Error(`${target} answered ${statusCode}`);
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}
