import * as z from 'zod/mini';
import { readParameters } from '../http/parameters';
import { type Filters, filters, parseFilters, REPEATABLE } from '../list/parameters';

/** The parameters of a feed: it is no page of a list, so the filters are all it takes. */
export const feedParameters = z.strictObject(filters);

/** @throws Problem 400 */
export const parseFeedParameters = (query: URLSearchParams): Filters =>
  parseFilters(readParameters(feedParameters, query, REPEATABLE));
