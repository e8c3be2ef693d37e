import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { feedDocument } from './feed-formats';
import { type Reader, startFeedparser, startNodeReader } from './readers';
import { percentile, printTable, type Row } from './report';

const GENERATED = 50;

/** The first ones compile, and are not counted. */
const WARM_UP = 2;
const ROUNDS = 15;

/** feedparser takes seconds for one, and compiles nothing. */
const SLOW_ROUNDS = 2;

/**
 * Measures the way from a feed's bytes to its articles, beside feedsmith alone (decoded as UTF-8, which is right for
 * most) and Python's feedparser. Each reader is a process of its own; they take turns, so that what else is on the
 * machine hits all alike.
 */
export async function benchParse(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsreel-bench-'));
  const newsreel = startNodeReader('newsreel');
  const feedsmith = startNodeReader('feedsmith');
  const feedparser = await startFeedparser();
  const readers = [newsreel, feedsmith, ...(feedparser ? [feedparser] : [])];
  try {
    await compare('generated feeds', await generate(folder), readers);
    const real = process.env['NEWSREEL_TEST_FEEDS'];
    if (real) await compare('real feeds', await filesIn(real), readers);
    else process.stdout.write('Real feeds: NEWSREEL_TEST_FEEDS is not set.\n\n');
    if (!feedparser) process.stdout.write("Python's feedparser is not installed.\n\n");
  } finally {
    for (const reader of readers) reader.stop();
    await rm(folder, { recursive: true });
  }
}

async function compare(what: string, files: string[], readers: Reader[]): Promise<void> {
  const megabytes = (await totalBytes(files)) / 1e6;
  const speeds = new Map<Reader, number[]>(readers.map((reader) => [reader, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const [reader, measured] of speeds) {
      if (reader.isSlow && (round < WARM_UP || round >= WARM_UP + SLOW_ROUNDS)) continue;
      const speed = megabytes / ((await reader.read(files)) / 1000);
      if (round >= WARM_UP) measured.push(speed);
    }
  }
  const [own = []] = speeds.values();
  printTable(
    `Bytes to articles: ${files.length} ${what}, ${megabytes.toFixed(1)} MB`,
    ['reader', 'MB/s', 'slowest', 'fastest', 'Newsreel against it, %', 'peak MB'],
    [...speeds].map(([reader, measured]): Row => {
      // Of each round, as both had the same machine in it.
      const ratio = 100 * median(measured.map((speed, round) => (own[round] ?? 0) / speed));
      return [
        reader.name,
        median(measured),
        Math.min(...measured),
        Math.max(...measured),
        ratio,
        reader.peak(),
      ];
    }),
  );
}

const median = (values: number[]): number => percentile(values, 0.5);

async function generate(folder: string): Promise<string[]> {
  const files = Array.from({ length: GENERATED }, (_, feed) => path.join(folder, `${feed}`));
  await Promise.all(files.map((file, feed) => writeFile(file, feedDocument(feed).body)));
  return files;
}

/** The feeds in a folder: all but what tells of them. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => !/^(?:index\.tsv|.*\.md|expected\.json)$/.test(name))
    .map((name) => path.join(folder, name));
}

async function totalBytes(files: string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
