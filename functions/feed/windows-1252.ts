/** What windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters (encoding.spec.whatwg.org). */
const SPECIALS =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

const C1 = /[\x80-\x9f]/g;
const SPECIAL = new RegExp(`[${SPECIALS}]`, 'g');

/** Bytes, each a character, as windows-1252 reads them. */
export function fromBytes(bytes: string): string {
  return bytes.replace(C1, (char) => SPECIALS.charAt(char.charCodeAt(0) - 0x80));
}

/** The bytes, each a character, that windows-1252 writes for a text; what it cannot write stays. */
export function toBytes(text: string): string {
  return text.replace(SPECIAL, (char) => String.fromCharCode(0x80 + SPECIALS.indexOf(char)));
}
