import { collapse } from '../text/collapse';
import { decodeText } from './entities';
import { INLINE } from './html-elements';
import { Markup, MOST_CHARACTERS } from './markup';

/** Elements whose content nobody reads as text. (Those that hold no markup are read as empty.) */
const SILENT = new Set('audio canvas datalist math select svg template video'.split(' '));

const ALTERNATIVE = new Set(['alt']);

const HAS_MARKUP = /[<&]/;
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]+);/i;

const SPACES = /[\s\p{Cc}]+/gu;

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
