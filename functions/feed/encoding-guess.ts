import { analyse } from 'chardet';

/** Enough text to tell an encoding by; more only costs time. */
const SAMPLE_BYTES = 32_768;

/** Words with characters beyond ASCII: all else, markup above all, looks alike in most encodings. */
const TELLING_WORD = /[^\s<>&;"'=]*[\x80-\xff][^\s<>&;"'=]*/g;

const LANGUAGE = /<(?:dc:)?language\s*>\s*([a-z]{2})\b|\sxml:lang\s*=\s*["']\s*([a-z]{2})\b/i;
const LANGUAGE_BYTES = 4_096;

/** What languages are written in, the usual encoding first. */
const FAMILIES: [languages: string, encodings: string[]][] = [
  ['be bg mk ru sr uk', ['windows-1251', 'koi8-r', 'iso-8859-5']],
  ['bs cs hr hu pl ro sk sl', ['windows-1250', 'iso-8859-2']],
  ['el', ['windows-1253', 'iso-8859-7']],
  ['tr', ['windows-1254', 'iso-8859-9']],
  ['he iw', ['windows-1255', 'iso-8859-8']],
  ['ar fa', ['windows-1256', 'iso-8859-6']],
  ['et lt lv', ['windows-1257']],
  ['th', ['windows-874']],
  ['ja', ['shift_jis', 'euc-jp']],
  ['ko', ['euc-kr']],
  ['zh', ['gb18030', 'big5']],
];

/** The label of the encoding that some bytes look like, by the language that the feed says it is in and statistics. */
export function guessEncoding(bytes: Uint8Array): string | undefined {
  const start = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - 64);
  const sample = latin1(bytes.subarray(start, start + SAMPLE_BYTES));
  const words = sample.match(TELLING_WORD)?.join(' ') ?? '';
  const likely = analyse(Buffer.from(words, 'latin1')).map(({ name }) => name.toLowerCase());
  const [, element, attribute] = LANGUAGE.exec(latin1(bytes.subarray(0, LANGUAGE_BYTES))) ?? [];
  const language = (element ?? attribute)?.toLowerCase();
  const family = FAMILIES.find(([languages]) => language && languages.split(' ').includes(language))?.[1];
  return family ? (likely.find((name) => family.includes(name)) ?? family[0]) : likely[0];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
