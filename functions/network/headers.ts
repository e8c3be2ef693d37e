/** Who we are, on every request: whoever wonders finds us. */
export const USER_AGENT = 'Newsreel/0.1 (+https://github.com/newsreel/newsreel)';

/** What is sent, each by its name. */
export type Headers = Record<string, string>;

/** A header as undici gives it: a list where it came several times. */
type Received = string | string[] | undefined;

/** A header that has one value; the first where it came several times. */
export const one = (header: Received): string | undefined => (Array.isArray(header) ? header[0] : header);

/** A header that is a list (RFC 9110, 5.3). */
export const joined = (header: Received): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

/** Headers in one, each name once whatever its case; the later win, and keep their spelling. */
export function mergeHeaders(...all: Headers[]): Headers {
  const merged = new Map<string, [string, string]>();
  for (const headers of all) {
    for (const [name, value] of Object.entries(headers)) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}
