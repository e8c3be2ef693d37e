import { isCodePage } from './code-pages';

/** Names seen in feeds that the Encoding Standard lacks and no rule below makes out. */
const ALIASES = new Map([
  ['cp-gr', '869'],
  ['cp-is', '861'],
  ['cp154', 'ptcp154'],
  ['cp1051', 'hp-roman8'],
  ['cp866u', 'ibm866'],
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['cyrillic-asian', 'ptcp154'],
  ['ebcdic-cp-be', '500'],
  ['ebcdic-cp-ca', '37'],
  ['ebcdic-cp-ch', '500'],
  ['ebcdic-cp-he', '424'],
  ['ebcdic-cp-nl', '37'],
  ['ebcdic-cp-us', '37'],
  ['ebcdic-cp-wt', '37'],
  ['eucjp', 'euc-jp'],
  ['euckr', 'euc-kr'],
  ['ibm039', '37'],
  ['ibm1051', 'hp-roman8'],
  ['l8', 'iso-8859-14'],
  ['l10', 'iso-8859-16'],
  ['l7', 'iso-8859-13'],
  ['latin7', 'iso-8859-13'],
  ['latin8', 'iso-8859-14'],
  ['latin9', 'iso-8859-15'],
  ['latin10', 'iso-8859-16'],
  ['mac-centeuro', 'maclatin2'],
  ['mac-cyrillic', 'x-mac-cyrillic'],
  ['mac-roman', 'macintosh'],
  ['maccentraleurope', 'maclatin2'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['macroman', 'macintosh'],
  ['pt154', 'ptcp154'],
  ['r8', 'hp-roman8'],
  ['rk1048', 'kz1048'],
  ['roman8', 'hp-roman8'],
  ['shiftjis', 'shift_jis'],
  ['shiftjis2004', 'shift_jis'],
  ['shiftjisx0213', 'shift_jis'],
  ['strk1048-2002', 'kz1048'],
  ['tis-620', 'windows-874'],
  ['tis620', 'windows-874'],
  ['u8', 'utf-8'],
  ['uhc', 'euc-kr'],
]);

const WINDOWS = /^(?:x-|cs)?(?:windows|win|cp|ms)?-?(125\d|874)$/;
const ISO_8859 = /^(?:cs)?(?:iso)?-?8859-?(\d\d?)(?:-\d+)?$/;
const LATIN = /^(?:cs)?(?:iso)?(?:latin|l)-?(\d\d?)$/;
const KOI8 = /^(?:cs)?koi-?8-?([rut])$/;
/** Code pages are known by their numbers. */
const NUMBERED =
  /^(?:x-|cs)?(?:ibm|cp|pcp?|oem|dos)?-?(?:8codepage)?0*(\d{2,4})(?:baltic|multilingual|latinhebrew)?$/;

/** The names that an encoding may be known by, whose label is this, the likeliest first. */
export function namesOfEncoding(label: string): string[] {
  const name = label.trim().toLowerCase().replaceAll('_', '-');
  const alias = ALIASES.get(name);
  const windows = WINDOWS.exec(name)?.[1];
  const iso = ISO_8859.exec(name)?.[1];
  const latin = LATIN.exec(name)?.[1];
  const koi8 = KOI8.exec(name)?.[1];
  const page = NUMBERED.exec(name)?.[1];
  const names = [
    label.trim().toLowerCase(),
    alias,
    windows && `windows-${windows}`,
    iso && `iso-8859-${iso}`,
  ];
  names.push(
    latin && `latin${latin}`,
    koi8 && `koi8-${koi8}`,
    page && isCodePage(page) ? page : undefined,
    name,
  );
  return names.filter((each) => each !== undefined && each !== '') as string[];
}
