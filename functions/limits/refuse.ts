import { Problem } from '../http/problem';
import type { Table } from '../table/client';
import { countTowards, type Limit } from './window';

/** Callers of the local run, where all are one. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** What somebody is told who is past a limit: `advice` goes on with `in 12 minutes`. */
export interface Words {
  title: string;
  advice: string;
}

/**
 * Counts that somebody does something, and refuses them past the limit.
 * @param who whom it is counted for
 * @param now ms since 1970
 * @throws Problem 429 that says when they may again
 */
export async function refusePast(
  table: Table,
  limit: Limit,
  who: string,
  now: number,
  { title, advice }: Words,
): Promise<void> {
  const seconds = await countTowards(table, limit, who, now);
  if (seconds === null) return;
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  throw new Problem(429, title, `That is more than an hour may have. ${advice} in ${wait}`, [], {
    'retry-after': String(seconds),
  });
}

/** The same for a caller by their IP address. */
export async function refuseCallerPast(
  table: Table,
  limit: Limit,
  caller: string,
  now: number,
  words: Words,
): Promise<void> {
  if (!LOOPBACK.has(caller)) await refusePast(table, limit, caller, now, words);
}
