import { Cron } from 'croner';
import type { DigestSettings } from './settings';

/** When a digest is wanted: the settings without `never`, and without what it holds. */
export type Rhythm = Pick<DigestSettings, 'hour' | 'timeZone'> & { every: 'day' | 'week' };

/**
 * When a digest was last to come: the chosen hour of today or of Monday, or of the time before that. Where summer
 * time begins and that hour is left out it is the moment after it; where it ends and the hour comes twice, the first.
 * @param now ms since 1970
 * @returns ms since 1970
 */
export const lastSlot = ({ every, hour, timeZone }: Rhythm, now: number): number =>
  previous(`0 ${hour} * * ${weekday(every)}`, timeZone, now);

/**
 * When the current day or week began where the reader is; a week begins on Monday.
 * @param now ms since 1970
 * @returns ms since 1970
 */
export const periodStart = ({ every, timeZone }: Rhythm, now: number): number =>
  previous(`0 0 * * ${weekday(every)}`, timeZone, now);

const weekday = (every: Rhythm['every']): string => (every === 'week' ? '1' : '*');

/** From one time of a pattern up to the next, in ms since 1970. */
interface Stretch {
  from: number;
  until: number;
}

/** Ten thousand readers have a few hundred rhythms: to look one up in the calendar takes a tenth of a millisecond. */
const known = new Map<string, Stretch>();
const MOST_KNOWN = 5_000;

function previous(pattern: string, timeZone: string, now: number): number {
  const name = `${pattern} ${timeZone}`;
  const stretch = known.get(name);
  if (stretch !== undefined && stretch.from <= now && now < stretch.until) return stretch.from;
  const found = stretchAt(pattern, timeZone, now);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, found);
  return found.from;
}

function stretchAt(pattern: string, timezone: string, now: number): Stretch {
  const cron = new Cron(pattern, { timezone, paused: true });
  // The moment itself counts as well, and the library looks at whole seconds before it.
  const [run] = cron.previousRuns(1, new Date(Math.floor(now / 1000) * 1000 + 1000));
  if (run === undefined) throw new Error(`${pattern} in ${timezone} never was`);
  return { from: run.getTime(), until: cron.nextRun(run)?.getTime() ?? run.getTime() };
}
