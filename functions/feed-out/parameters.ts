import * as z from 'zod/mini';
import { readParameters } from '../http/parameters';
import { type Filters, filters, parseFilters, REPEATABLE } from '../list/parameters';

/** A feed is no page of a list: the filters are all it takes. */
const schema = z.strictObject(filters);

/** @throws Problem 400 */
export const parseFeedParameters = (query: URLSearchParams): Filters =>
  parseFilters(readParameters(schema, query, REPEATABLE));
