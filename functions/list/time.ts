const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A date or a date-time (RFC 3339, ISO 8601's extended form) in ms since 1970; without a zone it is UTC.
 * Null where it is none, or no day of the calendar.
 */
export function parseTime(text: string): number | null {
  // A plus sign that nobody encoded arrives as a space.
  const found = DATE_TIME.exec(text.replace(/ (\d\d:?\d\d)$/, '+$1'));
  if (found === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = found;
  const isDay = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(isDay.getTime()) || isDay.getUTCDate() !== Number(day)) return null;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/^(...):?/, '$1:');
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`,
  );
  return Number.isNaN(time) ? null : time;
}
