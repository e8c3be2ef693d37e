import { all, childrenOf, type Elements, firstText, textsOf } from './elements';
import type { Names } from './namespaces';

/** How often a feed wishes to be asked for. */
export interface Pace {
  /** Minutes from one request to the next at least; null where it says nothing usable */
  leastMinutes: number | null;
  /** Hours (0 to 23, UTC) in which it need not be asked, ascending */
  skipHours: number[];
  /** Days (0 = Sunday, UTC) on which it need not be asked, ascending */
  skipDays: number[];
}

export const NO_PACE: Pace = { leastMinutes: null, skipHours: [], skipDays: [] };

const WEEK = 7 * 1_440;

/** Minutes; web.resource.org/rss/1.0/modules/syndication */
const PERIODS = new Map([
  ['hourly', 60],
  ['daily', 1_440],
  ['weekly', WEEK],
  ['monthly', 30 * 1_440],
  ['yearly', 365 * 1_440],
]);

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The pace that a feed wishes for (rssboard.org/rss-specification), longer waits than a week cut to one. */
export function paceOf(feed: Elements, names: Names): Pace {
  const listed = (list: string, name: string) =>
    all(feed, list).flatMap((element) => textsOf(childrenOf(element, names), name));
  return {
    leastMinutes: usable(Number(firstText(feed, 'ttl') ?? 0)) ?? usable(periodOf(feed)) ?? null,
    skipHours: ascending(listed('skiphours', 'hour').map(hourOf)),
    skipDays: ascending(listed('skipdays', 'day').map((name) => DAYS.indexOf(name.toLowerCase()))),
  };
}

function usable(minutes: number): number | undefined {
  return Number.isFinite(minutes) && minutes > 0 ? Math.min(Math.ceil(minutes), WEEK) : undefined;
}

function periodOf(feed: Elements): number {
  const period = firstText(feed, 'sy:updateperiod');
  const frequency = firstText(feed, 'sy:updatefrequency');
  if (!period && !frequency) return 0;
  return (PERIODS.get(period?.toLowerCase() ?? 'daily') ?? 0) / Number(frequency ?? 1);
}

/** RSS counted the hours from 1 to 24 once. */
function hourOf(text: string): number {
  const hour = /^\d\d?$/.test(text) ? Number(text) : 25;
  return hour > 24 ? -1 : hour % 24;
}

/** Without what is none. */
function ascending(numbers: number[]): number[] {
  return [...new Set(numbers)].filter((number) => number >= 0).sort((one, other) => one - other);
}
