const FEED = /^(?:application|text)\/(?:x-)?(?:rss|atom|rdf|feed)(?:\+(?:xml|json))?$/;

/** Types that feeds are served as, and much else. */
const MAYBE_FEED = new Set(['application/xml', 'text/xml', 'application/json']);

/**
 * How sure the type of a link is to mean a feed: 0 for sure, 1 maybe, null not at all.
 * @param type a media type, perhaps with parameters
 */
export function feedRank(type: string | undefined): 0 | 1 | null {
  const essence = (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (FEED.test(essence)) return 0;
  return MAYBE_FEED.has(essence) ? 1 : null;
}

/** Feeds of what readers say to something, in the languages that blog software speaks. */
const OF_COMMENTS =
  /comment|coment|kommenta|reacties|comentari|komentar|комментар|コメント|评论|repl(?:y|ies)\b/i;

/** Whether a link leads to what readers say instead of to what there is to read. */
export const isOfComments = (...texts: (string | undefined)[]): boolean =>
  texts.some((text) => text !== undefined && OF_COMMENTS.test(text));
