import type { Page } from './page';
import { platformFeeds } from './platforms';
import { wellKnownFeeds } from './well-known';

/** What a page names is tried first, but it must not use up all the tries. */
const MOST_NAMED = 4;
const MOST_LOOKALIKES = 3;

/** Each is a request to somebody's server, a second after the one before. */
const MOST_TRIES = 12;

/**
 * Where the feed of a page may be, the likeliest first.
 * @param url where the page is
 * @param page null where it could not be read: then the platform's rules for its URL are all there is
 */
export function feedCandidates(url: string, page: Page | null): string[] {
  const all =
    page === null
      ? platformFeeds(url, null)
      : [
          ...page.named.slice(0, MOST_NAMED),
          ...platformFeeds(url, page),
          ...page.looksLikeFeeds.slice(0, MOST_LOOKALIKES),
          ...wellKnownFeeds(url, page),
        ];
  return [...new Set(all)].filter((candidate) => candidate !== url).slice(0, MOST_TRIES);
}
