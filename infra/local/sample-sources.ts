import { removeSource } from '../../functions/sources/remove';
import type { Source } from '../../functions/sources/source';
import { addSource, readSources, setSourceUrl } from '../../functions/sources/store';
import type { Table } from '../../functions/table/client';
import { isSample, type Samples } from './samples';

/** Gives the samples of the table the addresses that they have in this run. */
export async function moveSamples(table: Table, samples: Samples): Promise<void> {
  await Promise.all(samples.sources.map(({ id, url }) => setSourceUrl(table, id, url)));
}

/** Puts the samples into the table, those that are not there. */
export async function addSamples(table: Table, samples: Samples): Promise<void> {
  await Promise.all(samples.sources.map((source) => addSource(table, source.id, source)));
}

/**
 * Whether somebody looks at an empty page with no network: not one source was ever read, nor did any
 * server answer.
 */
export async function isCutOff(table: Table): Promise<boolean> {
  const sources = await readSources(table, true);
  return sources.length > 0 && sources.every((source) => !isSample(source) && !hasAnswered(source));
}

/**
 * Takes the samples out again, with their articles, once a real source answered.
 * @returns whether it did so
 */
export async function removeSamplesIfReal(table: Table): Promise<boolean> {
  const sources = await readSources(table, true);
  const samples = sources.filter(isSample);
  if (samples.length === 0 || !sources.some((source) => !isSample(source) && hasAnswered(source)))
    return false;
  for (const { id } of samples) await removeSource(table, id);
  return true;
}

/** Whether a source's server answered, with whatever. */
const hasAnswered = ({ status, readBy }: Source): boolean =>
  status === 'ok' || status === 'gone' || readBy !== null;
