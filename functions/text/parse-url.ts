/**
 * Reads a URL. Not by `URL.canParse`: in Node 20 that says no, once it is compiled, to whatever has a letter such as ü
 * and none beyond Latin-1.
 * @param base what a relative one begins at
 * @returns null where it is none
 * @see https://url.spec.whatwg.org/
 */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
