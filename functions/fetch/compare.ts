import { hash } from 'node:crypto';
import { identityHash, LATEST_TIME, makeId } from '../article/id';
import type { FeedEntry } from '../feed/read';
import { originOf } from '../sources/origin';
import type { Source } from '../sources/source';
import { type SeenEntries, shortFingerprint } from './seen';

/** An entry that is to be written: new, or changed since it was seen. */
export interface ChangedEntry {
  id: string;
  entry: FeedEntry;
  isNew: boolean;
  /** seconds since 1970 */
  fetchedAt: number;
}

/** What a reading says against what was seen. */
export interface Comparison {
  changed: ChangedEntry[];
  /** the reading's entries as they will have been seen, in the feed's order */
  current: SeenEntries;
}

/** Dates before the second day of 1970 are what clocks and programs say that know no date. */
const EARLIEST_TIME = 86_400_000;

/**
 * Which entries of a reading are new and which were edited. An entry that was seen keeps the time in its
 * id, whatever it says now. One with no date, or one in the future, has the time it was first seen,
 * earlier by a millisecond for each place in the feed, so that the feed's order stays.
 * @param source its categories are part of what its articles show
 * @param at ms since 1970, the same for every try of one message, so that a retry makes the same ids
 */
export function compare(
  source: Pick<Source, 'id' | 'addedAt' | 'categories'>,
  entries: readonly FeedEntry[],
  seen: SeenEntries,
  at: number,
): Comparison {
  const origin = originOf(source);
  const changed: ChangedEntry[] = [];
  const current: SeenEntries = new Map();
  const names = entries.map(({ identity }) => nameOf(origin, identity));
  const taken = new Set(names);
  for (const [place, entry] of entries.entries()) {
    let name = names[place] ?? '';
    if (!seen.has(name) && seen.size > 0) {
      const former = formerName(source, entry, seen, taken);
      if (former !== null) {
        taken.add(former);
        name = former;
      }
    }
    const before = seen.get(name);
    const time = before?.time ?? publicationTime(entry.publishedAt, at, place);
    const fetchedAt = before?.fetchedAt ?? Math.floor(at / 1000);
    const fingerprint = fingerprintOf(source, entry);
    current.set(name, { time, fetchedAt, fingerprint });
    if (before?.fingerprint === fingerprint) continue;
    changed.push({
      id: makeId(time, Buffer.from(name, 'hex')),
      entry,
      isNew: before === undefined,
      fetchedAt,
    });
  }
  return { changed, current };
}

const nameOf = (origin: string, identity: string): string => identityHash(origin, identity).toString('hex');

/**
 * The name that an entry was seen under, where it now has another: a feed began to give ids, or one id stood
 * for several entries and does no more. Only what says the same, or is dated the same, is the same.
 */
function formerName(
  source: Pick<Source, 'id' | 'addedAt' | 'categories'>,
  entry: FeedEntry,
  seen: SeenEntries,
  taken: ReadonlySet<string>,
): string | null {
  for (const identity of entry.formerly()) {
    const name = nameOf(originOf(source), identity);
    const before = seen.get(name);
    if (before === undefined || taken.has(name)) continue;
    if (entry.publishedAt === before.time || fingerprintOf(source, entry) === before.fingerprint) return name;
  }
  return null;
}

function fingerprintOf({ categories }: Pick<Source, 'categories'>, { fingerprint }: FeedEntry): string {
  if (categories.length === 0) return shortFingerprint(fingerprint);
  return shortFingerprint(hash('sha1', [fingerprint, ...categories].join('\n')));
}

function publicationTime(publishedAt: number | null, at: number, place: number): number {
  if (publishedAt === null || publishedAt < EARLIEST_TIME || publishedAt > Math.min(at, LATEST_TIME))
    return at - place;
  return Math.floor(publishedAt);
}
