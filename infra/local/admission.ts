/**
 * Requests at work at once: as many as a new account runs functions. All share one thread and one table here with the
 * cycle, which comes to an end almost twice as fast while a thousand read as it does beside fifty of them.
 */
const MOST_AT_WORK = 10;

/** Requests that wait for their turn, some hundred bytes each: ten seconds of work. */
const MOST_WAITING = 5_000;

/**
 * Lets so many requests be at work at once, and so many more wait, first come first served.
 *
 * The throttle of the deployed API, some requests a second for each route, is not kept here: it is there for the
 * bill's sake, and whoever reads through a whole archive on their own machine would only be held up by it.
 */
export class Admission {
  private atWork = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly mostAtWork = MOST_AT_WORK,
    private readonly mostWaiting = MOST_WAITING,
  ) {}

  /**
   * Does the work when it is its turn.
   * @returns what it gives; null where too many wait already, and nothing was done
   * @throws what the work throws
   */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.atWork < this.mostAtWork) this.atWork++;
    else if (this.waiting.length >= this.mostWaiting) return null;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place; it is free only where nobody waits.
      const next = this.waiting.shift();
      if (next === undefined) this.atWork--;
      else next();
    }
  }
}
