import type { Names } from './namespaces';

const WRAPPER = /^\s*<(?:[\w.-]+:)?div(\s[^<>]*)?>([\s\S]*)<\/(?:[\w.-]+:)?div\s*>\s*$/i;
const PREFIXED_TAG = /(<\/?)([\w.-]+):(?=[a-z])/gi;
const CDATA = /<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g;

/** XHTML as it stands in a feed's source, as HTML without the div around it (RFC 4287, 3.1.1.3). */
export function unwrapped(source: string, names: Names): { markup: string; attributes: string } {
  const html = source
    .replace(CDATA, (_, text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
    .replace(PREFIXED_TAG, (tag, opening: string, prefix: string) =>
      names.usual(prefix) === 'xhtml' ? opening : tag,
    );
  const [, attributes = '', content] = WRAPPER.exec(html) ?? [];
  return { markup: (content ?? html).trim(), attributes };
}
