/** A server that says more means for ever; it is asked again after a week all the same. */
const LONGEST_SECONDS = 7 * 24 * 3_600;

/** The headers of an answer that say how long it stays as it is, several of one name joined by commas. */
export interface FreshnessHeaders {
  cacheControl: string | undefined;
  age: string | undefined;
  expires: string | undefined;
  date: string | undefined;
}

/**
 * How many seconds longer an answer is good for, a week at most; null where its server does not say, or says
 * that it is good for no time at all. What is said to shared caches alone is not for us.
 * @param now ms since 1970
 * @see RFC 9111, 4.2
 */
export function freshSeconds(headers: FreshnessHeaders, now: number): number | null {
  const directives = parseCacheControl(headers.cacheControl ?? '');
  if (directives.has('no-store') || directives.get('no-cache') === '') return null;
  const maxAge = directives.get('max-age');
  const life = maxAge === undefined ? untilExpiry(headers, now) : seconds(maxAge);
  const left = life - seconds(headers.age ?? '');
  return left > 0 ? Math.min(left, LONGEST_SECONDS) : null;
}

/** Directives by name; the first of a name counts. */
function parseCacheControl(header: string): Map<string, string> {
  const directives = new Map<string, string>();
  for (const [, name = '', quoted, plain] of header.matchAll(
    /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?/g,
  )) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? plain ?? '');
  }
  return directives;
}

/** What is no number of seconds is none: a broken answer is an old one. */
const seconds = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : 0);

function untilExpiry({ expires, date }: FreshnessHeaders, now: number): number {
  const end = Date.parse(expires ?? '');
  const start = Date.parse(date ?? '');
  if (Number.isNaN(end)) return 0;
  return Math.floor((end - (Number.isNaN(start) ? now : start)) / 1000);
}
