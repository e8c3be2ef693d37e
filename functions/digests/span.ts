import type { Rhythm } from './clock';

/** What a digest covers, in ms since 1970. */
export interface Span {
  /** what came then or later: some of it before `from`, and may have been there for the digest before, or not */
  overlapsFrom: number;
  /** of what came before `from`, what was published then or later: the digest before would have told of it */
  overlapPublishedFrom: number;
  /** up to when the digest before covers what came */
  from: number;
  /** what came before */
  until: number;
  /** of that, what was published then or later */
  publishedFrom: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a digest covers that is the first, or follows none that is known. */
const PERIOD_MS = { day: DAY_MS, week: 7 * DAY_MS };

/** Who had none for long, by a plan that ended or a failure of ours, is told of the last days and not of months. */
const MOST_PERIODS = { day: 7, week: 2 };

/** Many sources date their articles earlier than they show them; what is older is a new source's archive. */
const LATE_MS = 2 * DAY_MS;

/**
 * An article bears the moment that its fetching began, and can be listed and found some minutes later, or within the
 * hour where that was tried again: what came this shortly before a digest may have been there for the next alone.
 */
const SETTLING_MS = HOUR_MS;

/**
 * What a digest covers.
 * @param coveredAt ISO 8601: up to when the one before does; null for the first
 * @param claimedAt ISO 8601: up to when this one does
 */
export function spanOf(every: Rhythm['every'], coveredAt: string | null, claimedAt: string): Span {
  const until = Date.parse(claimedAt);
  const period = PERIOD_MS[every];
  if (coveredAt === null) {
    const from = until - period;
    return { overlapsFrom: from, overlapPublishedFrom: from, from, until, publishedFrom: from };
  }
  const from = Math.max(Date.parse(coveredAt), until - MOST_PERIODS[every] * period);
  return {
    overlapsFrom: from - SETTLING_MS,
    // Even a first one goes back as far.
    overlapPublishedFrom: from - Math.min(period, LATE_MS),
    from,
    until,
    publishedFrom: from - LATE_MS,
  };
}
