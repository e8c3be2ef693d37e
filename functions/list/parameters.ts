import * as z from 'zod/mini';
import { readParameters } from '../http/parameters';
import { parseCursor } from '../search/cursor';
import { type ArticleQuery, parseSearch } from '../search/query';
import { SOURCE_ID } from '../sources/id';
import { parseTime } from './time';

/** How many articles a page may hold, and how many where nobody says. */
export const MOST_ON_PAGE = 100;
export const USUAL_ON_PAGE = 20;

const MOST_REPEATED = 100;
const LONGEST_SEARCH = 1_000;
const LONGEST_CATEGORY = 200;

const whole = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_ON_PAGE,
      `must be a whole number from 1 to ${MOST_ON_PAGE}`,
    ),
  );

const time = z
  .string()
  .check(
    z.refine(
      (text) => parseTime(text) !== null,
      'must be a date (2026-11-22) or a date-time (2026-11-22T08:30:00Z)',
    ),
  );

const many = (value: z.ZodMiniType<string>) =>
  z.array(value).check(z.maxLength(MOST_REPEATED, `may be given ${MOST_REPEATED} times at most`));

/** The filters that every route of articles has: fields of its schema. `source` and `category` are lists. */
export const filters = {
  source: z.optional(many(z.string().check(z.regex(SOURCE_ID, 'must be the id of a source')))),
  category: z.optional(
    many(z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(LONGEST_CATEGORY, 'is too long'))),
  ),
  search: z.optional(
    z.string().check(z.maxLength(LONGEST_SEARCH, `must be at most ${LONGEST_SEARCH} characters`)),
  ),
  since: z.optional(time),
  until: z.optional(time),
};

/** Names of the filters that may be repeated, as `readParameters` takes them. */
export const REPEATABLE = ['source', 'category'] as const;

/** Where a route of articles goes on. */
export const cursor = z
  .string()
  .check(z.refine((text) => parseCursor(text) !== null, 'must be the next of an earlier answer'));

/** The parameters of `GET /articles`. */
export const listParameters = z.strictObject({
  ...filters,
  limit: z.optional(whole),
  cursor: z.optional(cursor),
});

type GivenFilters = z.output<z.ZodMiniObject<typeof filters>>;

/** What somebody filters by: a query with the sources' ids. */
export type Filters = Omit<ArticleQuery, 'removed'>;

/** What somebody filters by, of the parameters that were given. @param given as `filters` lets them through */
export const parseFilters = (given: GivenFilters): Filters => ({
  sources: given.source ?? [],
  categories: given.category ?? [],
  ...parseSearch(given.search ?? ''),
  since: given.since === undefined ? null : parseTime(given.since),
  until: given.until === undefined ? null : parseTime(given.until),
});

/** What `GET /articles` is asked. */
export interface ListParameters {
  filters: Filters;
  limit: number;
  /** the bound at which to go on, null for the first page */
  from: string | null;
}

/** @throws Problem 400 */
export function parseListParameters(query: URLSearchParams): ListParameters {
  const given = readParameters(listParameters, query, REPEATABLE);
  return {
    filters: parseFilters(given),
    limit: given.limit === undefined ? USUAL_ON_PAGE : Number(given.limit),
    from: given.cursor === undefined ? null : parseCursor(given.cursor),
  };
}
