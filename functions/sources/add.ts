import type { Table } from '../table/client';
import { markChanged } from '../versions/version';
import { idMaker } from './id';
import { feedKey } from './same-feed';
import type { SourceSettings } from './settings';
import type { Source } from './source';
import { addSource, deleteSource, type Introduction, readSource, readSources } from './store';

/** There is a source that stands in the way of another. */
export class SourceConflictError extends Error {
  override name = 'SourceConflictError';
}

const sameFeed = ({ id }: Source): SourceConflictError =>
  new SourceConflictError(`This feed is there already: it is the source ${id}`);

const idInUse = ({ id }: Source): SourceConflictError =>
  new SourceConflictError(
    `There is a source with the id ${id} already: leave the id out, or take another one`,
  );

/**
 * Refuses what is there already.
 * @param urls of one feed, under all the addresses that it is known by
 * @throws SourceConflictError naming the source that is there
 */
export function refuseSameFeed(there: readonly Source[], urls: string[]): void {
  const keys = new Set(urls.map(feedKey));
  const other = there.find(({ url, movedTo }) => keys.has(feedKey(url)) || keys.has(feedKey(movedTo ?? url)));
  if (other !== undefined) throw sameFeed(other);
}

/** @throws SourceConflictError where a source has this id */
export function refuseIdInUse(there: readonly Source[], id: string | undefined): void {
  const other = there.find((source) => source.id === id);
  if (other !== undefined) throw idInUse(other);
}

/**
 * Adds a source under its own id, or one made from its host. Of two that come at once with one feed, the first
 * stays.
 * @param there the sources as they were a moment ago
 * @param host the URL whose host the id is made from
 * @throws SourceConflictError
 */
export async function addNewSource(
  table: Table,
  there: readonly Source[],
  settings: SourceSettings,
  introduction: Introduction | null,
  host: string,
): Promise<Source> {
  const makeId = idMaker(there.map(({ id }) => id));
  // Before as well: after a crash in between, whoever tries again is told that it is there, and goes.
  await markChanged(table, 'SOURCES');
  for (;;) {
    const id = settings.id ?? makeId(host);
    const added = await addSource(table, id, settings, introduction);
    if (added !== null) return keepIfFirst(table, added).finally(() => markChanged(table, 'SOURCES'));
    const holder = await readSource(table, id);
    if (holder === null) continue;
    refuseSameFeed([holder], [settings.url]);
    if (settings.id !== undefined) throw idInUse(holder);
  }
}

/** Nothing but the id is unique in the table, so whoever was added looks who else was. */
async function keepIfFirst(table: Table, added: Source): Promise<Source> {
  const key = feedKey(added.url);
  const first = (await readSources(table, true)).find(
    (other) => isBefore(other, added) && feedKey(other.url) === key,
  );
  if (first === undefined) return added;
  await deleteSource(table, added);
  throw sameFeed(first);
}

const isBefore = (one: Source, other: Source): boolean =>
  one.addedAt === other.addedAt ? one.id < other.id : one.addedAt < other.addedAt;
