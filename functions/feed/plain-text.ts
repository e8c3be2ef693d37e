import { decodeText } from './entities';
import { INLINE } from './html-elements';
import { Markup, MOST_CHARACTERS } from './markup';

/** Elements whose content nobody reads as text. (Those that hold no markup are read as empty.) */
const SILENT = new Set('audio canvas datalist math select svg template video'.split(' '));

const ALTERNATIVE = new Set(['alt']);

const HAS_MARKUP = /[<&]/;
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]+);/i;

/** What is invisible and turns the text around it about (unicode.org/reports/tr9, 2.1 to 2.4), or is no character. */
const DISGUISES = /[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const SPACES = /[\s\p{Cc}]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const UNCOLLAPSED = /[^\S ]| {2}|[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

/** Enough of a text to find the beginning of the last character in it, however many signs that is put together of. */
const LONGEST_CHARACTER = 64;

/**
 * The text of some markup: without tags, comments and what scripts and frames hold, entities decoded (also those that
 * were escaped twice), white space collapsed. Reads on only until it has more than `enough` characters. Where there
 * is no text at all, what the first picture says that it shows.
 */
export function plainText(html: string, enough: number): string {
  if (!HAS_MARKUP.test(html)) return collapse(html.slice(0, MOST_CHARACTERS));
  const text = readText(html, enough);
  return ENTITY.test(text) ? collapse(decodeText(text)) : text;
}

function readText(html: string, enough: number): string {
  const markup = new Markup(html);
  let text = '';
  let alternative = '';
  // A space at each end goes in the end.
  const most = enough + 2;
  while (text.length <= most && markup.next()) {
    if (markup.token === 'text') text += decodeText(markup.text);
    else if (markup.name === 'img') alternative ||= markup.attributes(ALTERNATIVE)['alt'] ?? '';
    else if (markup.token === 'start' && SILENT.has(markup.name)) markup.skipElement();
    else if (!INLINE.has(markup.name)) text += ' ';
    if (text.length > most) text = text.replace(SPACES, ' ');
  }
  return collapse(text) || collapse(alternative);
}

/** A text in one line: its white space and control characters as single spaces, without what would disguise it. */
export function collapse(text: string): string {
  if (!UNCOLLAPSED.test(text)) return text.trim();
  return text.replace(DISGUISES, '').replace(SPACES, ' ').trim().replace(LONE_SURROGATE, '\ufffd');
}

/** A text of at most `limit` characters, with an ellipsis behind the last whole word where it was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - 1);
  const space = head.lastIndexOf(' ');
  // Scripts without spaces have no word to cut at: there, between two characters.
  const end =
    text.charAt(limit - 1) === ' '
      ? head.length
      : space >= limit / 2
        ? space
        : wholeCharacters(text, limit - 1);
  return `${head.slice(0, end).trimEnd()}…`;
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How long the whole characters at a text's beginning are together, at most `limit`. */
function wholeCharacters(text: string, limit: number): number {
  const from = Math.max(0, limit - LONGEST_CHARACTER);
  const last = characters.segment(text.slice(from, limit + LONGEST_CHARACTER)).containing(limit - from);
  const start = from + (last?.index ?? 0);
  return start > from ? start : withoutHalf(text, limit);
}

/** A length at which no surrogate pair is cut. */
function withoutHalf(text: string, length: number): number {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last < 0xdc00 ? length - 1 : length;
}
