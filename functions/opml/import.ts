import { idMaker } from '../sources/id';
import { feedKey } from '../sources/same-feed';
import type { SourceSettings } from '../sources/settings';
import { addSource, readSource, readSources } from '../sources/store';
import type { Table } from '../table/client';
import { markChanged } from '../versions/version';
import type { OpmlFeed } from './read';

/** What became of the feeds of a file: those that are there already were skipped, those without a usable URL failed. */
export interface Imported {
  added: number;
  skipped: number;
  failed: number;
}

/** Enough to keep the table busy over a round trip. */
const WRITES_IN_FLIGHT = 16;

/** Adds feeds as sources, without asking a server. Ids are kept, unless another feed has them. */
export async function importFeeds(table: Table, feeds: readonly OpmlFeed[]): Promise<Imported> {
  const there = await readSources(table, true);
  const ids = new Set(there.map(({ id }) => id));
  const { fresh, failed } = freshFeeds(feeds, new Set(there.map(({ url }) => feedKey(url))));
  const plan = withIds(fresh, ids);
  let added = 0;
  const rest = plan.values();
  const worker = async () => {
    for (const { id, settings } of rest) if (await addAs(table, id, settings, ids)) added++;
  };
  await Promise.all(Array.from({ length: WRITES_IN_FLIGHT }, worker));
  await markChanged(table, 'SOURCES');
  return { added, skipped: feeds.length - failed - added, failed };
}

/** The feeds that are not there yet, each once. */
function freshFeeds(
  feeds: readonly OpmlFeed[],
  keys: Set<string>,
): { fresh: SourceSettings[]; failed: number } {
  const fresh: SourceSettings[] = [];
  let failed = 0;
  for (const { settings } of feeds) {
    if (settings === null) {
      failed++;
      continue;
    }
    const key = feedKey(settings.url);
    if (!keys.has(key)) fresh.push(settings);
    keys.add(key);
  }
  return { fresh, failed };
}

/** @param ids in use; those given out are added */
function withIds(fresh: SourceSettings[], ids: Set<string>): { id: string; settings: SourceSettings }[] {
  const kept = new Map<string, SourceSettings>();
  for (const settings of fresh) {
    if (settings.id === undefined || ids.has(settings.id) || kept.has(settings.id)) continue;
    kept.set(settings.id, settings);
  }
  for (const id of kept.keys()) ids.add(id);
  const makeId = idMaker(ids);
  return fresh.map((settings) => {
    const id =
      settings.id !== undefined && kept.get(settings.id) === settings ? settings.id : makeId(settings.url);
    ids.add(id);
    return { id, settings };
  });
}

/** @returns false where somebody else added this feed meanwhile */
async function addAs(table: Table, id: string, settings: SourceSettings, ids: Set<string>): Promise<boolean> {
  if ((await addSource(table, id, settings)) !== null) return true;
  const holder = await readSource(table, id);
  if (holder !== null && feedKey(holder.url) === feedKey(settings.url)) return false;
  const other = idMaker(ids)(settings.url);
  ids.add(other);
  return addAs(table, other, settings, ids);
}
