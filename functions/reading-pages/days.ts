const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const LARGEST_OFFSET_MS = 15 * 60 * 60_000;

/** Times and days as the people of one time zone have them. */
export interface Calendar {
  /** `08:30` */
  timeOf(moment: Date): string;
  /** `2026-11-23` */
  dayOf(moment: Date): string;
  /** `Today`, `Yesterday`, `Sunday, 22 November`, with the year where it is not this one */
  nameOf(moment: Date): string;
  /** `22 November 2026, 08:30` */
  wholeOf(moment: Date): string;
}

/** Making one takes a millisecond, and readers live in some tens of zones. */
const calendars = new Map<string, Formats>();

/** As Britain writes them, and the same in every version of Node. */
interface Formats {
  time: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  long: Intl.DateTimeFormat;
}

/**
 * The calendar of a time zone.
 * @param timeZone an IANA time zone
 * @param now ms since 1970: what is today
 * @throws RangeError where `Intl` does not know the time zone
 */
export function calendarOf(timeZone: string, now: number): Calendar {
  const { time, day, long } = calendars.get(timeZone) ?? formatsOf(timeZone);
  const dayOf = (moment: Date) => {
    const { year, month, day: date } = partsOf(day, moment);
    return `${year}-${month}-${date}`;
  };
  const timeOf = (moment: Date) => time.format(moment);
  const today = dayOf(new Date(now));
  // By the calendar: a day may have 23 or 25 hours.
  const yesterday = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10);
  return {
    dayOf,
    timeOf,
    nameOf: (moment) => {
      const one = dayOf(moment);
      if (one === today) return 'Today';
      if (one === yesterday) return 'Yesterday';
      const { weekday, day: date, month, year } = partsOf(long, moment);
      return `${weekday}, ${date} ${month}${one.slice(0, 4) === today.slice(0, 4) ? '' : ` ${year}`}`;
    },
    wholeOf: (moment) => {
      const { day: date, month, year } = partsOf(long, moment);
      return `${date} ${month} ${year}, ${timeOf(moment)}`;
    },
  };
}

/**
 * When a day begins, ms since 1970: at midnight, or where the clock leaves that out, at the first moment after it.
 * @param day `2026-11-23`
 * @param timeZone an IANA time zone
 */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const { dayOf } = calendarOf(timeZone, midnight);
  // Nowhere is further from UTC than 14 hours, and nowhere by less than a minute.
  let [before, at] = [midnight - LARGEST_OFFSET_MS, midnight + LARGEST_OFFSET_MS];
  while (at - before > MINUTE_MS) {
    const middle = before + Math.ceil((at - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (dayOf(new Date(middle)) < day) before = middle;
    else at = middle;
  }
  return at;
}

function formatsOf(timeZone: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, calendar: 'gregory', numberingSystem: 'latn', timeZone });
  const formats = {
    time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: format({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    long: format({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }),
  };
  calendars.set(timeZone, formats);
  return formats;
}

const partsOf = (
  format: Intl.DateTimeFormat,
  moment: Date,
): Partial<Record<Intl.DateTimeFormatPartTypes, string>> =>
  Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
