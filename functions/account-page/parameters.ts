import * as z from 'zod/mini';
import type { DigestSettings } from '../digests/settings';
import { readParameters } from '../http/parameters';
import { filters, REPEATABLE } from '../list/parameters';

/** The parameters of `GET /account`: what has just been done, and what a digest could be of. */
export const accountParameters = z.strictObject({
  saved: z.optional(z.literal('digest', 'must be digest')),
  forgotten: z.optional(z.literal('true', 'must be true')),
  search: filters.search,
  source: filters.source,
  category: filters.category,
});

/** What somebody has searched for and filtered by, and would have by mail. */
export type Wish = Pick<DigestSettings, 'search' | 'sources' | 'categories'>;

export interface AccountParameters {
  /** their digest has just been set */
  isDigestSaved: boolean;
  /** they have just been forgotten */
  isForgotten: boolean;
  /** null where they asked for none */
  wish: Wish | null;
}

/** @throws Problem 400 */
export function parseAccountParameters(query: URLSearchParams): AccountParameters {
  const { saved, forgotten, search, source, category } = readParameters(accountParameters, query, REPEATABLE);
  const isWish = search !== undefined || source !== undefined || category !== undefined;
  return {
    isDigestSaved: saved !== undefined,
    isForgotten: forgotten !== undefined,
    wish: isWish
      ? { search: search?.trim() || null, sources: source ?? [], categories: category ?? [] }
      : null,
  };
}
