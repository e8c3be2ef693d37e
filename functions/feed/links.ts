/** Longer ones are data, not addresses, and a table's item is no place for them. */
const LONGEST = 4_000;

const ADDRESS = /^\s*(?:https?:\/\/|\/|www\.)/i;
const HTTP = /^https?:/;
/** All that RFC 3986 lets a URL consist of. */
const WELL_WRITTEN = /^https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i;
const HOST_ALONE = /^www\.[^/\s]+\.[^/\s]/i;
const TAG = /<[^<>]*>/g;
const AMPERSAND = /&(?:(?:amp|#0*38|#x0*26);)+/gi;

/** Whether an id is written as an address is: many are numbers or words, which would be relative links too. */
export function isAddress(id: string | undefined): id is string {
  return id !== undefined && ADDRESS.test(id);
}

/** A link as an absolute http(s) URL, as written where it is one already, without tags; null where it cannot be one. */
export function absoluteUrl(link: string | undefined, base: string): string | null {
  if (!link || link.length > LONGEST) return null;
  const href = singleAmpersands(link.includes('<') ? link.replace(TAG, '').trim() : link.trim());
  if (href === '') return null;
  try {
    // Of what is ASCII it is right, and quick; see `parseUrl`.
    if (WELL_WRITTEN.test(href)) return URL.canParse(href) ? href : null;
    const url = new URL(HOST_ALONE.test(href) ? `http://${href}` : href, base).href;
    return HTTP.test(url) && url.length <= LONGEST ? url : null;
  } catch {
    return null;
  }
}

/** The first of some links that is an address, as an absolute http(s) URL. */
export function firstUrl(links: string[], base: string): string | null {
  for (const link of links) {
    const url = absoluteUrl(link, base);
    if (url) return url;
  }
  return null;
}

/** A link with its ampersands as they are, however often they were escaped. */
export function singleAmpersands(link: string): string {
  return link.includes('&') ? link.replace(AMPERSAND, '&') : link;
}
