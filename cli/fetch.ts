import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { count, cycleBar } from '../infra/local/progress';
import type { Client } from './client';
import { Failure } from './errors';
import type { Terminal } from './terminal';

const startedShape = z.object({ cycle: z.string(), sources: z.number() });
const totalsShape = z.object({
  cycle: z.string(),
  sources: z.number(),
  done: z.number(),
  failed: z.number(),
  newArticles: z.number(),
  finishedAt: z.nullable(z.string()),
});
type Totals = z.infer<typeof totalsShape>;

/** Pauses between looks, in ms: most local cycles take a second, those on AWS up to some minutes. */
const FIRST_LOOK_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const SLOWDOWN = 1.3;

/** A cycle that takes so long has been lost, or has queued up behind others. */
const LONGEST_CYCLE_MS = 20 * 60_000;

/** `news fetch`: starts a cycle, of one source or all, and waits until all that it brings can be found. */
export async function fetchNews(
  client: Client,
  terminal: Terminal,
  { source }: { source?: string | undefined },
): Promise<void> {
  const query = new URLSearchParams(source === undefined ? {} : { source });
  const { cycle, sources } = await client.send(startedShape, client.url('fetch', query), { method: 'POST' });
  if (sources === 0) {
    terminal.note('Nothing can be asked now: there is no source, or each has asked to wait, or is gone.');
    return terminal.print(summary(0));
  }
  const { failed, newArticles } = await follow(client, terminal, cycle);
  if (failed > 0) terminal.note(`${count(failed, 'source')} failed: \`news sources\` says why.`);
  await terminal.print(summary(newArticles));
}

async function follow(client: Client, terminal: Terminal, cycle: string): Promise<Totals> {
  const display = terminal.showsProgress ? cycleBar() : null;
  const end = Date.now() + LONGEST_CYCLE_MS;
  // At once: the terminal's cursor is to be back when the process ends.
  const endDisplay = () => display?.end();
  client.stop.addEventListener('abort', endDisplay);
  try {
    for (let pause = FIRST_LOOK_MS; Date.now() < end; pause = Math.min(pause * SLOWDOWN, LONGEST_PAUSE_MS)) {
      await sleep(pause, undefined, { signal: client.stop });
      const totals = await client.get(totalsShape, client.url(`cycles/${encodeURIComponent(cycle)}`));
      if (totals.finishedAt !== null) return totals;
      display?.show(totals);
    }
  } finally {
    client.stop.removeEventListener('abort', endDisplay);
    endDisplay();
  }
  throw new Failure('The cycle is not finished yet; it goes on without us. See `news sources` later.');
}

const summary = (newArticles: number): string => count(newArticles, 'new article');
