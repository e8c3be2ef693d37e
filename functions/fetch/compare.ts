import { identityHash, LATEST_TIME, makeId } from '../article/id';
import type { FeedEntry } from '../feed/read';
import { type SeenEntries, shortFingerprint } from '../sources/seen';

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
 * @param at ms since 1970, the same for every try of one message, so that a retry makes the same ids
 */
export function compare(
  source: { id: string; addedAt: string },
  entries: readonly FeedEntry[],
  seen: SeenEntries,
  at: number,
): Comparison {
  const changed: ChangedEntry[] = [];
  const current: SeenEntries = new Map();
  for (const [place, entry] of entries.entries()) {
    const identity = identityHash(source.id, source.addedAt, entry.identity);
    const key = identity.toString('hex');
    const before = seen.get(key);
    const time = before?.time ?? publicationTime(entry.publishedAt, at, place);
    const fetchedAt = before?.fetchedAt ?? Math.floor(at / 1000);
    const fingerprint = shortFingerprint(entry.fingerprint);
    current.set(key, { time, fetchedAt, fingerprint });
    if (before?.fingerprint === fingerprint) continue;
    changed.push({ id: makeId(time, identity), entry, isNew: before === undefined, fetchedAt });
  }
  return { changed, current };
}

function publicationTime(publishedAt: number | null, at: number, place: number): number {
  if (publishedAt === null || publishedAt < EARLIEST_TIME || publishedAt > Math.min(at, LATEST_TIME))
    return at - place;
  return Math.floor(publishedAt);
}
