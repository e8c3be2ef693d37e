import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { articleItem } from '../../functions/article/article';
import { identityHash, makeId } from '../../functions/article/id';
import { writeItems } from '../../functions/table/batch';
import type { Item } from '../../functions/table/client';
import type { Run } from '../../infra/local/run-file';
import { scripts } from '../../package.json';
import { makeStory, PRESENT, seeded } from './generator';
import { peakMegabytes } from './process-usage';
import { printTable, type Row } from './report';
import { withTable } from './table';

const ROOT = path.resolve(__dirname, '../..');
const FORMATS = ['ndjson', 'json', 'csv'] as const;

/** How often a command's memory is looked at; it ends within seconds. */
const POLL_MS = 20;

/** Makes an article about 1 KB. */
const LONGEST_SUMMARY = 500;
const MINUTE = 60_000;

/**
 * Measures `news export` of a whole archive from the real local run, each process by itself.
 * @param size articles, of about 1 KB each
 */
export async function benchExport(size: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  const data = path.join(folder, 'data');
  try {
    await withTable(path.join(data, 'table'), (table) => writeItems(table, articleItems(size)));
    const { child, run } = await serve(data, path.join(folder, 'sources.json'));
    try {
      const rows: Row[] = [];
      for (const format of FORMATS) rows.push(await exportAll(run, format, path.join(folder, format), size));
      printTable(
        `Export of ${size.toLocaleString('en')} articles by the command`,
        ['format', 'MB', 's', 'MB/s', 'command, peak MB', 'serving, peak MB before', 'after'],
        rows,
      );
    } finally {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* articleItems(size: number): Generator<Item> {
  const random = seeded(-3);
  for (let number = 0; number < size; number++) {
    const id = makeId(PRESENT - number * MINUTE, identityHash('archive@0', String(number)));
    const publishedAt = new Date(PRESENT - number * MINUTE).toISOString();
    const { title, summary, author, categories } = makeStory(random);
    const url = `https://archive.example/2026/11/${number}/${title.toLowerCase().replaceAll(' ', '-')}`;
    const article = {
      ...{ id, source: 'archive@0', title, url, summary, author, publishedAt, fetchedAt: publishedAt },
      ...{ categories, image: `https://images.example/${id.toLowerCase()}/1200x630.jpg` },
    };
    const more = makeStory(random).html.replaceAll(/<[^>]*>|\s+/g, ' ');
    yield articleItem({ ...article, summary: `${summary} ${more}`.slice(0, LONGEST_SUMMARY) }, null);
  }
}

/** Starts the local run on a data folder that has something in it. */
async function serve(data: string, sourcesFile: string): Promise<{ child: ChildProcess; run: Run }> {
  writeFileSync(sourcesFile, '[]');
  const flags = scripts.start.split(' ').slice(1);
  const options = ['--port', '0', '--data', data, '--sources', sourcesFile, '--every', '0'];
  const child = spawn(process.execPath, [...flags, ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The local run did not start')));
  await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  ended.catch(() => {});
  return { child, run: JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8')) as Run };
}

async function exportAll(run: Run, format: string, file: string, size: number): Promise<Row> {
  const before = peakMegabytes(run.pid);
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['cli/news.mjs', 'export', '--format', format, '--output', file, '--url', run.url],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NEWS_TOKEN: run.adminToken },
    },
  );
  let peak = 0;
  const poll = setInterval(() => {
    peak = Math.max(peak, peakOf(child));
  }, POLL_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(poll);
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`news export ended with ${code}`);
  check(format, file, size);
  const megabytes = statSync(file).size / 1e6;
  return [format, megabytes, seconds, megabytes / seconds, peak, before, peakMegabytes(run.pid)];
}

/** Of a command that has ended already there is nothing to see. */
function peakOf({ pid = 0 }: ChildProcess): number {
  try {
    return peakMegabytes(pid) || 0;
  } catch {
    return 0;
  }
}

/** Titles and summaries have no line ends here, so that a line is an article in CSV as well. */
function check(format: string, file: string, size: number): void {
  const text = readFileSync(file, 'utf8');
  const count =
    format === 'json' ? (JSON.parse(text) as unknown[]).length : text.trimEnd().split('\n').length;
  if (count !== (format === 'csv' ? size + 1 : size)) throw new Error(`${count} articles in ${format}`);
}
