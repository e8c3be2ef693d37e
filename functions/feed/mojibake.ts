import { fromBytes, toBytes } from './windows-1252';

/** What nearly all text of that kind has, in any script. */
const MARKS = ['Ã', 'Â', 'Ð', 'â€'];
const BEYOND_LATIN1 = /[\u0100-\uffff]/;
const NOT_ASCII = /[\x80-\xff]/g;
const UTF8_BYTES = /(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+/g;

/** Fewer can be chance: É and a no-break space are two. */
const ENOUGH = 6;

/**
 * Undoes a common fault of servers: UTF-8 taken for windows-1252 and encoded once more ("Ã©" for "é"). Only where
 * nearly all of the text that is not ASCII has it, else the text comes back as it is.
 */
export function undoDoubleEncoding(text: string): string {
  if (!MARKS.some((mark) => text.includes(mark))) return text;
  const bytes = toBytes(text);
  const all = bytes.match(NOT_ASCII)?.length ?? 0;
  if (all < ENOUGH || BEYOND_LATIN1.test(bytes)) return text;
  let garbled = 0;
  for (const [run] of bytes.matchAll(UTF8_BYTES)) garbled += run.length;
  if (garbled < all * 0.9) return text;
  return fromBytes(bytes.replace(UTF8_BYTES, (run) => Buffer.from(run, 'latin1').toString('utf8')));
}
