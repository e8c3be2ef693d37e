/** Making one takes half a millisecond, and readers live in some tens of zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * How moments are written for people in a time zone, such as `Sun 22 Nov, 08:30`: as Britain writes them, and the
 * same in every version of Node.
 * @param timeZone an IANA time zone
 * @returns of a moment in ISO 8601
 * @throws RangeError where `Intl` does not know the time zone
 */
export function timesIn(timeZone: string): (moment: string) => string {
  const format = formats.get(timeZone) ?? formatIn(timeZone);
  formats.set(timeZone, format);
  return (moment) => {
    const parts = format.formatToParts(new Date(moment));
    const part = (wanted: Intl.DateTimeFormatPartTypes) =>
      parts.find(({ type }) => type === wanted)?.value ?? '';
    return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')}`;
  };
}

const formatIn = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
