import { parseUrl } from '../text/parse-url';
/**
 * A link as a mail may hold it: absolute, http or https, in ASCII, with nothing in it that could end an attribute,
 * a line or a header.
 * @returns null where it is none
 * @see https://url.spec.whatwg.org/
 */
export function webLink(url: string): string | null {
  const parsed = parseUrl(url);
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.href : null;
}
