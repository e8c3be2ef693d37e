/** An open tag, or an end tag, of what fits into a page otherwise than it stood on its own. */
const TAG =
  /<(\/?)(h[1-6]|main|header|footer|nav|aside|section|article|a|img|video|pre|table)(?=[\s>/])([^>]*)>/g;

/** What can be reached by key and says nothing to who hears it; and a heading of a table that is none. */
const EMPTY_LINK = /<a(?:\s[^>]*)?>\s*<\/a>/g;
const EMPTY_HEADING = /<th(?:\s[^>]*)?>\s*<\/th>/g;

/** Parts of a document: of a page there is one of each, and it is not in the middle of an article. */
const LANDMARKS = new Set(['main', 'header', 'footer', 'nav', 'aside', 'section', 'article']);

/** The headings in an article begin below its title. */
const HIGHEST_LEVEL = 2;
const LOWEST_LEVEL = 6;

/**
 * The content of an article as a part of a page: its headings below the title and none left out, its pictures loaded
 * when they come into sight, what is wider than the page to be reached by key.
 * @param given as `sanitise` writes it: each "<" begins a tag, and each tag ends at the next ">"
 */
export function fittedContent(given: string): string {
  const content = given.replace(EMPTY_LINK, '').replace(EMPTY_HEADING, '<td></td>');
  const shift =
    HIGHEST_LEVEL - Math.min(...[...content.matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level)));
  const headings: number[] = [];
  let last = HIGHEST_LEVEL - 1;
  let links = 0;
  return content.replace(TAG, (tag, end: string, name: string, attributes: string) => {
    const isEnd = end === '/';
    if (name === 'a') links += isEnd ? -1 : 1;
    if (LANDMARKS.has(name)) return `<${end}div${attributes}>`;
    if (name === 'img')
      return `<img${attributes.replace(/\s*\/$/, '')}${altOf(attributes, links > 0)} loading="lazy" decoding="async">`;
    if (name === 'video') return isEnd ? tag : `<video${attributes} preload="none">`;
    if (name === 'pre' || name === 'table') return isEnd ? tag : `<${name}${attributes} tabindex="0">`;
    if (!name.startsWith('h')) return tag;
    if (isEnd) return `</h${headings.pop() ?? LOWEST_LEVEL}>`;
    last = Math.min(Number(name[1]) + shift, last + 1, LOWEST_LEVEL);
    headings.push(last);
    return `<h${last}${attributes}>`;
  });
}

/** A picture that says nothing of itself is passed over, unless it is what a link consists of. */
const altOf = (attributes: string, isLinked: boolean): string =>
  /\salt="/.test(attributes) ? '' : ` alt="${isLinked ? 'Picture' : ''}"`;
