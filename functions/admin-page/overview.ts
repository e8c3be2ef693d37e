import { type CycleTotals, readCycle } from '../cycles/cycle';
import { type ListedSource, listed, type SourceStatus } from '../sources/source';
import { readSources } from '../sources/store';
import type { Table } from '../table/client';
import { type Count, countArticlesSince } from './count-articles';

const DAY_MS = 24 * 60 * 60_000;

/** What the page shows. */
export interface Overview {
  /** those that need somebody first, each kind by title */
  sources: ListedSource[];
  totals: Totals;
  /** the cycle that was asked for; null where none was, or it is not known any more */
  cycle: CycleTotals | null;
}

export interface Totals {
  byStatus: Record<SourceStatus, number>;
  /** of the last readings of all sources */
  entries: number;
  /** published within the last day */
  articles: Count;
  /** ISO 8601: when the next source is due, `now` where one is; null where none ever will be */
  nextDue: string | 'now' | null;
}

/** @param cycle the id of one to look for @param now ms since 1970 */
export async function readOverview(table: Table, cycle: string | undefined, now: number): Promise<Overview> {
  const [all, articles, found] = await Promise.all([
    readSources(table, true),
    countArticlesSince(table, now - DAY_MS),
    cycle === undefined ? null : readCycle(table, cycle),
  ]);
  const sources = all.map(listed);
  return { sources: inOrder(sources), totals: { ...totalsOf(sources, now), articles }, cycle: found };
}

const URGENCY: readonly SourceStatus[] = ['failing', 'gone', 'never', 'ok'];

function inOrder(sources: ListedSource[]): ListedSource[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return sources.sort(
    (one, other) =>
      URGENCY.indexOf(one.status) - URGENCY.indexOf(other.status) || compare(one.title, other.title),
  );
}

function totalsOf(sources: readonly ListedSource[], now: number): Omit<Totals, 'articles'> {
  const byStatus = { ok: 0, failing: 0, gone: 0, never: 0 };
  for (const { status } of sources) byStatus[status]++;
  return {
    byStatus,
    entries: sources.reduce((sum, { entries }) => sum + entries, 0),
    nextDue: nextDueOf(sources, now),
  };
}

function nextDueOf(sources: readonly ListedSource[], now: number): Totals['nextDue'] {
  const times = sources.filter(({ status }) => status !== 'gone').map(({ nextFetchAt }) => nextFetchAt ?? '');
  const [first] = times.sort();
  if (first === undefined) return null;
  return first > new Date(now).toISOString() ? first : 'now';
}
