/**
 * A link as a mail may hold it: absolute, http or https, in ASCII, with nothing in it that could end an attribute,
 * a line or a header.
 * @returns null where it is none
 * @see https://url.spec.whatwg.org/
 */
export function webLink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
