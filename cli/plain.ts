import { stripVTControlCharacters } from 'node:util';

/** White space that is not the line's own. */
const GAPS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * What may command a terminal or turn the line around: control characters (C0, C1), marks and overrides of
 * direction, byte order marks, annotations, halves of pairs. Joiners stay: scripts and emoji need them.
 * @see https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Text from anywhere as one line that is safe to show on a terminal. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text).replace(GAPS, ' ').replace(UNSAFE, '').trim();
