import type { Text } from './channel';
import { collapse, cut, plainText } from './plain-text';

/** Longer titles are none; only as much of them is read. */
const LONGEST = 20_000;

const HAS_MARKUP = /[<&]/;
const TAG_START = /<(\/?)([a-z][a-z0-9]*)?(?=(\s+[a-z-]+\s*=|[\s/>])?)/gi;

/** Elements that come without an end tag. */
const VOID = new Set('br hr img wbr'.split(' '));

const HTML = new Set(
  'a abbr acronym address article aside audio b bdi bdo big blink blockquote body br button canvas caption center cite code col dd del details dfn div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark marquee meta nav nobr noscript object ol option p picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr'.split(
    ' ',
  ),
);

/** A title as plain text of at most `limit` characters; '' where there is none. */
export function titleOf(title: Text | undefined, limit: number): string {
  if (!title) return '';
  if (title.type === 'text') return cut(collapse(title.value.slice(0, LONGEST)), limit);
  return cut(title.type === 'html' ? plainText(title.value, limit) : plainTitle(title.value, limit), limit);
}

/**
 * The plain text of a title of which nobody says whether it is text or markup. Entities are decoded and HTML's
 * elements dropped, but "Use of <T> in generics", "a < b" and "The <select> element" keep what looks like tags.
 */
export function plainTitle(title: string, enough: number): string {
  const source = title.slice(0, LONGEST);
  if (!HAS_MARKUP.test(source)) return collapse(source);
  const lowerCase = source.toLowerCase();
  const markup = source.replace(TAG_START, (start, slash: string, name = '', next = '') =>
    isTag(lowerCase, slash, name.toLowerCase(), next) ? start : start.replace('<', '&lt;'),
  );
  return plainText(markup, enough);
}

/** A tag of HTML's that has attributes, is an end tag, or whose end tag is there. */
function isTag(title: string, slash: string, name: string, next: string): boolean {
  if (!HTML.has(name) || next === '') return false;
  return slash !== '' || next.includes('=') || VOID.has(name) || title.includes(`</${name}`);
}
