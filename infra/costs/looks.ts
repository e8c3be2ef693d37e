import { afterNews, afterNothingNew, type Rhythm } from '../../functions/schedule/pace';

/** How often a source is looked at in a day, on average. */
export interface Looks {
  all: number;
  /** those that find something new */
  withNews: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CYCLE_MINUTES = 30;
const LONGEST_MS = 6 * 60 * MINUTE_MS;

/** Of such a small share of a source's silences it does not matter how they go on. */
const NEGLIGIBLE = 1e-9;

/**
 * How often a source is looked at whose articles come at random moments, so many a day on average, by the functions'
 * own pace, and at the schedule's half hours. Sources that ask for longer pauses are looked at less.
 */
export function looksADay(articles: number): Looks {
  const perMs = articles / DAY_MS;
  // From one look that finds something to the next: how many there are, and how long it takes.
  let looks = 0;
  let length = 0;
  let at = 0;
  // How likely it is that nothing came until `at`.
  let silent = 1;
  while (silent > NEGLIGIBLE) {
    const pause = nextLook(at) - at;
    if (pause >= LONGEST_MS) {
      // From here on all pauses are alike: the rest of the series has a sum.
      const rest = silent / (1 - Math.exp(-perMs * pause));
      if (!Number.isFinite(rest)) return { all: DAY_MS / pause, withNews: 0 };
      looks += rest;
      length += rest * pause;
      break;
    }
    looks += silent;
    length += silent * pause;
    at += pause;
    silent = Math.exp(-perMs * at);
  }
  return { all: (looks / length) * DAY_MS, withNews: DAY_MS / length };
}

/** When a source is looked at next that had news at 0, and nothing since. @param at the last look, in ms */
function nextLook(at: number): number {
  const due = at === 0 ? afterNews(RHYTHM, 0, CYCLE_MINUTES) : afterNothingNew(RHYTHM, at);
  const cycle = CYCLE_MINUTES * MINUTE_MS;
  return Math.ceil(due / cycle) * cycle;
}

const RHYTHM: Rhythm = {
  every: null,
  newsAt: new Date(0).toISOString(),
  addedAt: new Date(0).toISOString(),
  leastMinutes: null,
  skipHours: [],
  skipDays: [],
  failures: 0,
};
