import { monthOf, zoneOf } from './date-names';

/** Before this a date is a placeholder (the epoch in some zone), not when something was published. */
const EARLIEST = Date.UTC(1970, 0, 2);

/** Real dates are shorter, and no expression below has to bear more. */
const LONGEST = 100;

const MINUTE = 60_000;

const EPOCH_SECONDS = /^\d{9,10}(?:\.\d+)?$/;
const EPOCH_MILLISECONDS = /^\d{12,13}$/;
const DIGITS = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/;
const ORDINAL = /^(\d{4})-?(\d{3})$/;
const MONTH_OR_YEAR = /^(\d{4})(?:-(\d\d))?$/;
const ISO = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)[T\s]*(.*)$/i;
const SHORT_TIME = /^(\d\d)(?:(\d\d)(\d\d)?)?(?=[-+Z]|$)/i;
const NUMERIC = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d)/;
const CLOCK =
  /(?<!\d)(\d{1,2})(?:[:h](\d{1,2})(?:[:m.](\d{1,2})(?:[.,](\d+))?)?(?!\d)\s*(?:([ap])\.?m\b)?|\s*([ap])\.?m\b)/i;
const OFFSET = /(^|[\s\p{L}])([-+])(0?\d|1[0-5])(?::?(\d\d))?(?!\d)/u;
const NAMED_ZONE = /(?:GMT|UTC|KST|Z)\s*$/;
const MINUS = /\u2212/g;
const EAST_ASIAN_DAY = /(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]/;
/** Korean puts the half of the day before the time, and is written in one zone. */
const KOREAN = /[년월일전후]/;
const KOREAN_CLOCK = /오([전후])\s*(\d{1,2}:\d\d(?::\d\d)?)/;
const LEADING_WEEKDAY = /^\p{L}+\.?,/u;
const COMMENT = /\([^)]*\)/g;
const WORD_OR_NUMBER = /\p{L}[\p{L}\p{M}]*|\d+/gu;

/**
 * The moment that a date in a feed means, in ms since 1970: RFC 822 in all the ways of the web, ISO 8601 and
 * W3CDTF in part or whole, the epoch's seconds or milliseconds. Without a zone it is UTC. Null for what is no date
 * and for any before 1970-01-02.
 */
export function parseDate(date: string): number | null {
  if (date.length > LONGEST) return null;
  const text = fromKorean(date.trim().replace(MINUS, '-')).replace(EAST_ASIAN_DAY, '$1-$2-$3 ');
  const ms = fromDigits(text) ?? fromIso(text) ?? fromWords(text);
  return ms !== undefined && ms >= EARLIEST ? ms : null;
}

function fromKorean(text: string): string {
  if (!KOREAN.test(text)) return text;
  const clock = (_: string, half: string, time: string) => `${time} ${half === '전' ? 'am' : 'pm'}`;
  const zone = OFFSET.test(text) || NAMED_ZONE.test(text) ? '' : ' KST';
  return `${text.replace(KOREAN_CLOCK, clock)}${zone}`;
}

function fromDigits(text: string): number | undefined {
  const [, year, month, day, hours, minutes, seconds] = DIGITS.exec(text) ?? [];
  if (year) {
    const ms = dayOf(+year, Number(month) - 1, Number(day));
    if (ms !== undefined) return ms + timeOf(Number(hours), Number(minutes), Number(seconds ?? 0));
  }
  if (EPOCH_SECONDS.test(text)) return Math.floor(Number(text) * 1000);
  return EPOCH_MILLISECONDS.test(text) ? Number(text) : undefined;
}

function fromIso(text: string): number | undefined {
  const ordinal = ORDINAL.exec(text);
  if (ordinal) return Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2]));
  const partial = MONTH_OR_YEAR.exec(text);
  if (partial) return dayOf(Number(partial[1]), Number(partial[2] ?? 1) - 1, 1);
  const [, year, , month, day, rest = ''] = ISO.exec(text) ?? [];
  if (!year) return undefined;
  const midnight = dayOf(+year, Number(month) - 1, Number(day));
  const time = rest.replace(SHORT_TIME, (_, h, m = '00', s = '00') => `${h}:${m}:${s}`);
  return midnight === undefined ? undefined : midnight + splitTime(time).ms;
}

function fromWords(text: string): number | undefined {
  const { ms, rest } = splitTime(text.replace(LEADING_WEEKDAY, ' ').replace(COMMENT, ' '));
  const midnight = numericDay(rest) ?? spelledDay(rest);
  return midnight === undefined ? undefined : midnight + ms;
}

/** 31.12.2004 and 12/31/2004: with slashes the month leads, as in America, unless it cannot. */
function numericDay(text: string): number | undefined {
  const [, first, separator, second, year] = NUMERIC.exec(text) ?? [];
  if (!first || !second || !year) return undefined;
  const monthLeads = separator === '/' ? +first <= 12 : +second > 12;
  return monthLeads ? dayOf(fullYear(year), +first - 1, +second) : dayOf(fullYear(year), +second - 1, +first);
}

/** 31 Dec 2004, December 31st, 2004, 31-Dec-04: the month by name, the day first of the numbers. */
function spelledDay(text: string): number | undefined {
  let month: number | undefined;
  const numbers: string[] = [];
  for (const [word] of text.matchAll(WORD_OR_NUMBER)) {
    if (/^\d/.test(word)) numbers.push(word);
    else month = monthOf(word) ?? month;
  }
  const year = numbers.find(({ length }) => length === 4);
  const [day, shortYear] = numbers.filter((number) => number !== year);
  if (month === undefined || !day || !(year ?? shortYear)) return undefined;
  return dayOf(fullYear(year ?? shortYear ?? ''), month, +day);
}

/** The time in a text, in ms and taken to UTC, and the text without it. */
function splitTime(text: string): { ms: number; rest: string } {
  const clock = CLOCK.exec(text);
  const before = clock ? text.slice(0, clock.index) : text;
  const after = clock ? text.slice(clock.index + clock[0].length) : '';
  const offset = OFFSET.exec(after);
  const rest = `${before} ${offset ? after.replace(offset[0], ` ${offset[1]} `) : after}`;
  const minutesAhead = offset ? numericZone(offset) : namedZone(rest);
  return { ms: (clock ? clockOf(clock) : 0) - minutesAhead * MINUTE, rest };
}

function clockOf([, hours, minutes, seconds, fraction = '', half, bareHalf]: RegExpExecArray): number {
  const halfDay = (half ?? bareHalf)?.toLowerCase();
  const hour = halfDay ? (Number(hours) % 12) + (halfDay === 'p' ? 12 : 0) : Number(hours);
  return (
    timeOf(hour, Number(minutes ?? 0), Number(seconds ?? 0)) + Math.floor(Number(`0.${fraction}`) * 1000)
  );
}

function numericZone([, , sign, hours, minutes]: RegExpExecArray): number {
  const ahead = Number(hours) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -ahead : ahead;
}

function namedZone(text: string): number {
  for (const [word] of text.matchAll(WORD_OR_NUMBER)) {
    const zone = zoneOf(word);
    if (zone !== undefined) return zone;
  }
  return 0;
}

/** Years of two and three digits as RFC 2822, 4.3 reads them. */
function fullYear(year: string): number {
  if (year.length > 3) return +year;
  return +year < 50 ? 2000 + +year : 1900 + +year;
}

/** Midnight of a day that exists. */
function dayOf(year: number, month: number, day: number): number | undefined {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (year < 1970) return undefined;
  const midnight = Date.UTC(year, month, day);
  return day > 0 && new Date(midnight).getUTCMonth() === month ? midnight : undefined;
}

/** The ms of a time of day; nonsense such as 25:99 counts as midnight, for the day is right all the same. */
function timeOf(hours: number, minutes: number, seconds: number): number {
  if (hours > 24 || minutes > 59 || seconds > 60) return 0;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
