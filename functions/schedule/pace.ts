import type { Source } from '../sources/source';

/**
 * When a source is asked again. Its keeper's `every` is its pace; without one it has the rhythm that we see:
 * the longer it has been silent, the longer we wait. What its feed or its server asks for at least is kept
 * in either case: until then they would only say the same again.
 */

/** Owners of servers ask for no more than this of a feed that has not changed. */
const UNCHANGED_MINUTES = 60;

/** So that news of a source that has been silent for days comes within an eighth of that. */
const SILENCES = 8;

/** A paper that comes once a week is still looked for four times a day. */
const LONGEST_SILENT_MINUTES = 6 * 60;

/** Who says more than a day means "hardly ever changes", not "come next month". */
const LONGEST_ASKED_MINUTES = 24 * 60;

const LONGEST_BACK_OFF_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const HOURS_A_WEEK = 7 * 24;

/** What of a source its pace depends on. */
export type Rhythm = Pick<
  Source,
  'every' | 'newsAt' | 'addedAt' | 'leastMinutes' | 'skipHours' | 'skipDays' | 'failures'
>;

/**
 * When to look again at a source that had nothing new.
 * @param at when it was asked, ms since 1970
 * @returns ms since 1970
 */
export function afterNothingNew(source: Rhythm, at: number): number {
  const silentMinutes = (at - Date.parse(source.newsAt ?? source.addedAt)) / MINUTE_MS;
  const rhythm = Math.min(Math.max(silentMinutes / SILENCES, UNCHANGED_MINUTES), LONGEST_SILENT_MINUTES);
  return nextVisit(source, at, source.every ?? rhythm);
}

/**
 * When to look again at a source that brought something: as often as the schedule looks.
 * @param usual minutes between two looks of the schedule
 */
export const afterNews = (source: Rhythm, at: number, usual: number): number =>
  nextVisit(source, at, source.every ?? usual);

/**
 * When to try again a source that failed: twice as long after each failure in a row, and a little more, so
 * that sources that failed together do not come back together.
 * @param source with this failure counted
 * @param random from 0 to 1
 */
export function afterFailure(source: Rhythm, at: number, usual: number, random: number): number {
  const doubled = (source.every ?? usual) * 2 ** Math.min(source.failures - 1, 20);
  const minutes = Math.min(doubled, LONGEST_BACK_OFF_MINUTES) * (1 + random / 4);
  return at + Math.round(minutes * MINUTE_MS);
}

function nextVisit({ leastMinutes, skipHours, skipDays }: Rhythm, at: number, minutes: number): number {
  const least = Math.min(leastMinutes ?? 0, LONGEST_ASKED_MINUTES);
  const next = at + Math.round(Math.max(minutes, least) * MINUTE_MS);
  const isSkipped = (time: number) => {
    const date = new Date(time);
    return skipHours.includes(date.getUTCHours()) || skipDays.includes(date.getUTCDay());
  };
  let visit = next;
  for (let hours = 0; isSkipped(visit); hours++) {
    // Whoever wants no visits at any hour is taken for somebody who wrote nonsense.
    if (hours === HOURS_A_WEEK) return next;
    visit = (Math.floor(visit / HOUR_MS) + 1) * HOUR_MS;
  }
  return visit;
}
