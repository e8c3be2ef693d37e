/** A server that says more means for ever; it is asked again after a week all the same. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/**
 * When a server wants to be asked again, in ms since 1970; null where it does not say.
 * @param header seconds, or an HTTP date (RFC 9110, 10.2.3)
 * @param now ms since 1970
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const until = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(until) || until <= now) return null;
  return Math.min(until, now + LONGEST_MS);
}
