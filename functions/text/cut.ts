/** Enough of a text to find the beginning of the last character in it, however many signs that is put together of. */
const LONGEST_CHARACTER = 64;

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

/** Made where it is needed: that takes a tenth of what whoever cuts texts takes to start. */
let characters: Intl.Segmenter | undefined;

/** How long the whole characters at a text's beginning are together, at most `limit`. */
function wholeCharacters(text: string, limit: number): number {
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
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
