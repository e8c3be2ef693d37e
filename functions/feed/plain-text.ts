import { Parser } from 'htmlparser2';
import { bounded } from './bounds';

/** Elements whose content nobody reads as text. */
const SILENT = new Set(
  'audio canvas embed head iframe math noembed noframes noscript object script select style svg template textarea title video'.split(
    ' ',
  ),
);

/** Elements that stand in the line; all others end a word. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

const SPACE = /[\s\p{Cc}]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const HAS_MARKUP = /[<&]/;
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]+);/i;

/** How much markup is read at once before it is seen whether the text is long enough. */
const CHUNK = 4_096;

/**
 * The text of some markup: without tags, comments and what scripts and frames hold, entities decoded (also those that
 * were escaped twice), white space collapsed. Reads on only until it has more than `enough` characters.
 */
export function plainText(html: string, enough: number): string {
  const source = bounded(html);
  if (!HAS_MARKUP.test(source)) return collapse(source);
  const text = readText(source, enough);
  return ENTITY.test(text) ? readText(text.replaceAll('<', '&lt;'), enough) : text;
}

function readText(source: string, enough: number): string {
  let text = '';
  let silent = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (SILENT.has(name)) silent++;
        else if (!INLINE.has(name)) text += ' ';
      },
      onclosetag(name) {
        if (SILENT.has(name)) silent--;
        else if (!INLINE.has(name)) text += ' ';
      },
      ontext(data) {
        if (silent === 0) text += data;
      },
    },
    { recognizeSelfClosing: true },
  );
  for (let at = 0; at < source.length && text.length <= enough; at += CHUNK) {
    parser.write(source.slice(at, at + CHUNK));
    if (text.length > enough) text = text.replace(SPACE, ' ');
  }
  parser.end();
  return collapse(text);
}

/** A text with its white space and control characters as single spaces. */
export function collapse(text: string): string {
  return text.replace(SPACE, ' ').trim().replace(LONE_SURROGATE, '\ufffd');
}

/** A text of at most `limit` characters, with an ellipsis behind the last whole word where it was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - 1);
  const space = head.lastIndexOf(' ');
  // Scripts without spaces have no word to cut at: there, between two characters.
  const end =
    text.charAt(limit - 1) === ' ' ? head.length : space >= limit / 2 ? space : wholeCharacters(head);
  return `${head.slice(0, end).trimEnd()}…`;
}

/** The length of a text without half of a surrogate pair at its end. */
function wholeCharacters(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? text.length - 1 : text.length;
}
