import { collapse } from '../text/collapse';
import { cut } from '../text/cut';
import type { Text } from './channel';
import { HTML, VOID } from './html-elements';
import { unwrapped } from './markup';
import { plainText } from './plain-text';

/** Longer titles are none; only as much of them is read. */
const LONGEST = 20_000;

/** How often a title may have been escaped. */
const MOST_ESCAPED = 3;

const HAS_MARKUP = /[<&]/;
const TAG_START = /<(\/?)([a-z][a-z0-9]*|!--|!doctype)?(?=(\s+[a-z-]+\s*=|[\s/>])?)/gi;
const END_TAG = /<\/([a-z][a-z0-9]*)/gi;
/** A tag right before a word, as in "<b>Bold"; what speaks of a tag or of several ("<b>s") goes on otherwise. */
const BEFORE_WORD = /<[a-z][a-z0-9]*>(?!s\b)[\p{L}\p{N}]/iuy;
const WORD = /[\p{L}\p{N}]/u;

/** A title as plain text of at most `limit` characters; '' where there is none. */
export function titleOf(title: Text | undefined, limit: number): string {
  if (!title) return '';
  const text = title.type === 'html' ? plainText(title.value.slice(0, LONGEST), limit) : title.value;
  return cut(plainTitle(text, limit), limit);
}

/**
 * The plain text of a title, whether it is text or markup and however often it was escaped: nobody says so in RSS,
 * and where Atom does it is often wrong. Entities are decoded and HTML's elements dropped, with script and all. But
 * what merely looks like a tag stays: "Use of <T> in generics", "a < b", "I <3 you". So does a lone start tag that
 * the title seems to speak of: "The <select> element". (Universal Feed Parser and Miniflux drop these; then the
 * title says nothing.)
 */
export function plainTitle(title: string, enough: number): string {
  let text = unwrapped(title.slice(0, LONGEST));
  for (let pass = 0; pass < MOST_ESCAPED && HAS_MARKUP.test(text); pass++) {
    const plain = plainText(onlyTags(text), enough);
    if (plain === text) break;
    text = plain;
  }
  return collapse(text);
}

/** A title with each "<" escaped that begins no tag. */
function onlyTags(title: string): string {
  const closed = new Set([...title.matchAll(END_TAG)].map(([, name = '']) => name.toLowerCase()));
  const lastComment = title.lastIndexOf('-->');

  /** A comment, a DOCTYPE, or a tag of HTML's that has attributes, is or has an end tag, or stands right before a word. */
  function isTag(written: string, slash: string, next: string, at: number): boolean {
    const name = written.toLowerCase();
    if (name === '!--') return at < lastComment;
    if (name === '!doctype') return true;
    if (!HTML.has(name) || next === '') return false;
    return slash !== '' || next.includes('=') || VOID.has(name) || closed.has(name) || beginsWord(title, at);
  }
  return title.replace(TAG_START, (start, slash: string, name = '', next = '', at: number) =>
    isTag(name, slash, next, at) ? start : start.replace('<', '&lt;'),
  );
}

function beginsWord(title: string, at: number): boolean {
  BEFORE_WORD.lastIndex = at;
  return BEFORE_WORD.test(title) && !WORD.test(title.charAt(at - 1));
}
