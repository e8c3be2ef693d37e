import { purge } from '../../functions/fetch/purge';
import { addSource, deleteSource, readSources, setSourceUrl } from '../../functions/sources/store';
import type { Table } from '../../functions/table/client';
import { markChanged } from '../../functions/versions/version';
import { isSample, type Samples } from './samples';

/** Gives the samples of the table the addresses that they have in this run. */
export async function moveSamples(table: Table, samples: Samples): Promise<void> {
  await Promise.all(samples.sources.map(({ id, url }) => setSourceUrl(table, id, url)));
}

/** Puts the samples into the table, those that are not there. */
export async function addSamples(table: Table, samples: Samples): Promise<void> {
  await Promise.all(samples.sources.map((source) => addSource(table, source.id, source)));
  await markChanged(table, 'SOURCES');
}

/** Whether a table has sources, but none that was ever read: with no network there is nothing to show. */
export async function hasReadNothing(table: Table): Promise<boolean> {
  const sources = await readSources(table, true);
  return sources.length > 0 && sources.every(({ readBy }) => readBy === null);
}

/**
 * Takes the samples out again, with their articles, once a real source was read.
 * @returns whether it did so
 */
export async function removeSamplesIfReal(table: Table): Promise<boolean> {
  const sources = await readSources(table, true);
  const samples = sources.filter(isSample);
  const isReal = sources.some((source) => !isSample(source) && source.readBy !== null);
  if (samples.length === 0 || !isReal) return false;
  for (const sample of samples) await purge(table, sample);
  // Before the sources go, which a start after a crash finds and goes on: nothing has a version meanwhile.
  await Promise.all([markChanged(table, 'ARTICLES'), markChanged(table, 'SOURCES')]);
  for (const sample of samples) await deleteSource(table, sample);
  return true;
}
