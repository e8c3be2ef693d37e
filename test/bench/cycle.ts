import { setTimeout as sleep } from 'node:timers/promises';
import type { Article } from '../../functions/article/article';
import type { CycleTotals } from '../../functions/cycles/cycle';
import { type Feeds, startFeeds } from './feeds';
import { ENTRIES_A_FEED, feedEntries, rarestWord } from './generator';
import { type LocalRun, startLocalRun } from './local-run';
import { cpuMs, peakMegabytes } from './process-usage';
import { printTable, type Row } from './report';

/** Seldom enough not to be seen in what is measured. */
const POLL_MS = 200;

/** How many articles are looked for by their rarest word. */
const SEARCHES = 20;

/** CPU in ms since a cycle began. */
interface Cpu {
  handlers: number;
  table: number;
}

/** What one cycle took, from just before `POST /fetch`. */
interface Measured {
  totals: CycleTotals;
  /** seconds until `done` is all sources, late by up to one poll */
  listed: number;
  cpuListed: Cpu;
  /** seconds until `finishedAt` */
  found: number;
  cpuFound: Cpu;
}

/**
 * Measures whole cycles of the real local run: a first one that reads everything, then one where nothing
 * changed. Checks that both brought what they should.
 * @param sizes how many feeds
 */
export async function benchCycle(sizes: number[]): Promise<void> {
  const feeds = await startFeeds(Math.max(...sizes));
  const cold: Row[] = [];
  const unchanged: Row[] = [];
  try {
    for (const size of sizes) {
      const rows = await benchSize(feeds, size);
      cold.push(rows.cold);
      unchanged.push(rows.unchanged);
    }
  } finally {
    feeds.stop();
  }
  printTable(
    'First cycle',
    [
      'feeds',
      'articles',
      'listed, s',
      'articles/s',
      'handlers, CPU ms/feed',
      'table, CPU ms/feed',
      'found, s',
      'handlers until then',
      'table until then',
      'handlers, peak MB',
      'table, peak MB',
    ],
    cold,
  );
  printTable(
    'Cycle where nothing changed',
    ['feeds', '304s', 'wall, s', 'handlers, CPU ms/feed', 'table, CPU ms/feed', 'new articles'],
    unchanged,
  );
}

async function benchSize(feeds: Feeds, size: number): Promise<{ cold: Row; unchanged: Row }> {
  const sources = Array.from({ length: size }, (_, feed) => ({ id: `feed-${feed}`, url: feeds.url(feed) }));
  const run = await startLocalRun(sources);
  try {
    await feeds.counts();
    const first = await measure(run);
    const peaks = [peakMegabytes(run.servingPid), peakMegabytes(run.tablePid)];
    await checkArticles(run, size);
    await checkSearch(run, size);
    const second = await measure(run);
    const { unchanged } = await feeds.counts();
    await checkArticles(run, size);
    const { listed, found, cpuListed, cpuFound, totals } = first;
    const perFeed = ({ handlers, table }: Cpu) => [handlers / size, table / size];
    return {
      cold: [
        ...[size, totals.newArticles, listed, totals.newArticles / listed, ...perFeed(cpuListed)],
        ...[found, ...perFeed(cpuFound), ...peaks],
      ],
      unchanged: [size, unchanged, second.found, ...perFeed(second.cpuFound), second.totals.newArticles],
    };
  } finally {
    await run.stop();
  }
}

async function measure(run: LocalRun): Promise<Measured> {
  const before = cpuOf(run);
  const start = Date.now();
  const since = (): Cpu => {
    const now = cpuOf(run);
    return { handlers: now.handlers - before.handlers, table: now.table - before.table };
  };
  const { cycle } = await run.call<{ cycle: string }>('POST /fetch');
  let atListed: { listed: number; cpuListed: Cpu } | null = null;
  for (;;) {
    await sleep(POLL_MS);
    const totals = await run.call<CycleTotals>(`GET /cycles/${cycle}`);
    if (totals.done < totals.sources) continue;
    atListed ??= { listed: (Date.now() - start) / 1000, cpuListed: since() };
    if (totals.finishedAt === null) continue;
    const found = (Date.parse(totals.finishedAt) - start) / 1000;
    return { totals, ...atListed, found, cpuFound: since() };
  }
}

const cpuOf = (run: LocalRun): Cpu => ({ handlers: cpuMs(run.servingPid), table: cpuMs(run.tablePid) });

/** @throws where not all articles of all feeds are listed */
export async function checkArticles(run: LocalRun, feeds: number): Promise<void> {
  let count = 0;
  let cursor: string | null = null;
  do {
    const page: ArticlePage = await run.call(
      `GET /articles?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    count += page.articles.length;
    cursor = page.next;
  } while (cursor !== null);
  if (count !== feeds * ENTRIES_A_FEED) throw new Error(`${count} articles of ${feeds} feeds are listed`);
}

/** An article is looked for by the word of its title that is rarest in the language. @throws where one is not found */
export async function checkSearch(run: LocalRun, feeds: number): Promise<void> {
  for (let at = 0; at < SEARCHES; at++) {
    const feed = Math.floor((at * feeds) / SEARCHES);
    const title = feedEntries(feed)[at % ENTRIES_A_FEED]?.title ?? '';
    const word = encodeURIComponent(rarestWord(title));
    const { articles }: ArticlePage = await run.call(`GET /articles?limit=100&search=${word}`);
    if (!articles.some((article) => article.title === title && article.source === `feed-${feed}`)) {
      throw new Error(`"${title}" is not found by ${word}`);
    }
  }
}

interface ArticlePage {
  articles: Article[];
  next: string | null;
}
