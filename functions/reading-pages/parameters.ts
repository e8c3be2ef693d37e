import * as z from 'zod/mini';
import { readParameters } from '../http/parameters';
import { cursor, type Filters, filters, parseFilters, REPEATABLE } from '../list/parameters';
import { askedOf } from '../pages/asked';
import { parseCursor } from '../search/cursor';
import { startOfDay } from './days';
import { LONGEST_WAY } from './links';

/** The parameters of a page of articles. */
export const pageParameters = z.strictObject({
  ...filters,
  cursor: z.optional(cursor),
  newer: z.optional(
    z.array(cursor).check(z.maxLength(LONGEST_WAY, `may be given ${LONGEST_WAY} times at most`)),
  ),
});

/** Names of the parameters that may be repeated, as `readParameters` takes them. */
export const PAGE_REPEATABLE = [...REPEATABLE, 'newer'];

/** What a page of articles is asked for. */
export interface PageParameters {
  /** as they were written, without what is empty: what links to other pages are made of */
  given: URLSearchParams;
  filters: Filters;
  /** the bound at which to go on, null for the first page */
  from: string | null;
}

/**
 * What a page of articles is asked for. A day is its reader's, as those are that the page shows.
 * @param timeZone an IANA time zone
 * @throws Problem 400 naming each parameter that is wrong
 */
export function parsePageParameters(url: URL, timeZone: string): PageParameters {
  const given = askedOf(url);
  const { cursor, newer: _, ...filters } = readParameters(pageParameters, given, PAGE_REPEATABLE);
  const { since, until } = filters;
  return {
    given,
    filters: {
      ...parseFilters(filters),
      ...(since !== undefined && isDay(since) && { since: startOfDay(since, timeZone) }),
      ...(until !== undefined && isDay(until) && { until: startOfDay(until, timeZone) }),
    },
    from: cursor === undefined ? null : parseCursor(cursor),
  };
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
