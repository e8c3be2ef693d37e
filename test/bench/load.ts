import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CycleTotals } from '../../functions/cycles/cycle';
import type { Met } from '../load';
import { checkArticles, checkSearch } from './cycle';
import { startFeeds } from './feeds';
import { ENTRIES_A_FEED } from './generator';
import { type LocalRun, startLocalRun } from './local-run';
import { peakMegabytes, residentMegabytes } from './process-usage';
import { percentile, printTable, type Row } from './report';

const POLL_MS = 1_000;

/** No cycle is waited for longer. */
const LONGEST_MS = 900_000;

/** What happened during a cycle. */
interface Stretch {
  name: string;
  seconds: number;
  met: Met;
  totals: CycleTotals;
  /** MB at its end: of the handlers, of the table */
  memory: [number, number];
}

/**
 * Measures what readers get who ask without a pause while a first cycle runs, then for as long again while cycles run
 * that bring nothing: by then memory is to be what it was. Checks that no answer was an error, and nothing was lost.
 */
export async function benchLoad(feedCount: number, readers: number): Promise<void> {
  const feeds = await startFeeds(feedCount);
  const sources = Array.from({ length: feedCount }, (_, feed) => ({
    id: `feed-${feed}`,
    url: feeds.url(feed),
  }));
  try {
    const run = await startLocalRun(sources);
    try {
      const stretches = await measure(run, readers);
      print(stretches, [peakMegabytes(run.servingPid), peakMegabytes(run.tablePid)]);
      const { totals } = stretches[0] ?? {};
      if (totals?.newArticles !== feedCount * ENTRIES_A_FEED)
        throw new Error(`${totals?.newArticles} articles are new`);
      await checkArticles(run, feedCount);
      await checkSearch(run, feedCount);
    } finally {
      await run.stop();
    }
  } finally {
    feeds.stop();
  }
}

async function measure(run: LocalRun, readers: number): Promise<Stretch[]> {
  const crowd = fork(path.join(__dirname, 'load-process.ts'), [run.url, String(readers)]);
  try {
    // Until all have come.
    await sleep(3_000);
    await metBy(crowd);
    const first = await stretch(run, crowd, 'a first cycle', 0);
    return [first, await stretch(run, crowd, 'as long again, nothing changed', first.seconds)];
  } finally {
    crowd.disconnect();
  }
}

/** Cycles, one after the other, for so many seconds at least. */
async function stretch(run: LocalRun, crowd: ChildProcess, name: string, atLeast: number): Promise<Stretch> {
  const start = Date.now();
  let totals = await cycleOf(run);
  while ((Date.now() - start) / 1000 < atLeast) totals = await cycleOf(run);
  return {
    name,
    seconds: (Date.now() - start) / 1000,
    met: await metBy(crowd),
    totals,
    memory: [residentMegabytes(run.servingPid), residentMegabytes(run.tablePid)],
  };
}

async function cycleOf(run: LocalRun): Promise<CycleTotals> {
  const end = Date.now() + LONGEST_MS;
  const { cycle } = await run.call<{ cycle: string }>('POST /fetch');
  for (;;) {
    await sleep(POLL_MS);
    const totals = await run.call<CycleTotals>(`GET /cycles/${cycle}`);
    if (totals.finishedAt !== null) return totals;
    if (Date.now() > end) throw new Error(`The cycle took too long: ${JSON.stringify(totals)}`);
  }
}

async function metBy(crowd: ChildProcess): Promise<Met> {
  crowd.send('take');
  const [met] = (await once(crowd, 'message')) as [Met];
  return met;
}

function print(stretches: Stretch[], peaks: [number, number]): void {
  printTable(
    'Readers without a pause, while cycles run',
    [
      ...['while', 's', 'answers', 'answers/s', 'median, ms', '95 %, ms', '99 %, ms', '429s', 'errors'],
      ...['new articles', 'handlers, MB', 'table, MB', 'at most, MB'],
    ],
    stretches.map(({ name, seconds, met, totals, memory }): Row => {
      const { times, refused, faulty } = met;
      return [
        ...[name, seconds, times.length, times.length / seconds],
        ...[0.5, 0.95, 0.99].map((share) => percentile(times, share)),
        ...[refused, faulty, totals.newArticles, ...memory, peaks.map(Math.round).join(' + ')],
      ];
    }),
  );
  const faults = stretches.flatMap(({ met }) => met.faults);
  if (faults.length > 0) throw new Error(`Readers met errors:\n${faults.join('\n')}`);
}
