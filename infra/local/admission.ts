/** How many requests of one function are at work at once, how many wait for their turn, and how long. */
export interface Bounds {
  readonly atWork: number;
  readonly waiting: number;
  readonly waitMs: number;
}

/**
 * Of a function that is read: all share one thread and one table here with the cycle, which comes to an end almost
 * twice as fast beside few as beside fifty, and readers have as many answers a second.
 */
const READING: Bounds = { atWork: 5, waiting: 5_000, waitMs: 8_000 };

/** Of what changes something: it comes seldom, and may wait for servers elsewhere for half a minute. */
const CHANGING: Bounds = { ...READING, atWork: 50 };

/**
 * Lets so many requests of a function be at work at once, and so many more wait, first come first served. Each
 * function has a line of its own, so that one that waits for somebody else's server holds up nobody but its own.
 *
 * The throttle of the deployed API, some requests a second for each route, is not kept here: it is there for the
 * bill's sake, and whoever reads through a whole archive on their own machine would only be held up by it.
 */
export class Admission {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly reading = READING,
    private readonly changing = CHANGING,
  ) {}

  /**
   * Does the work of a request when it is its turn.
   * @param mayChange whether it is more than read
   * @returns what it gives; null where too many wait already, or it waited too long, and nothing was done
   * @throws what the work throws
   */
  run<T>(functionId: string, mayChange: boolean, work: () => Promise<T>): Promise<T | null> {
    const name = `${functionId} ${mayChange}`;
    const line = this.lines.get(name) ?? new Line(mayChange ? this.changing : this.reading);
    this.lines.set(name, line);
    return line.run(work);
  }
}

class Line {
  private atWork = 0;
  /** in the order in which they came */
  private readonly waiting = new Set<() => void>();

  constructor(private readonly bounds: Bounds) {}

  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.atWork < this.bounds.atWork) this.atWork++;
    else if (!(await this.turn())) return null;
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place; it is free only where nobody waits.
      const [next] = this.waiting;
      if (next === undefined) this.atWork--;
      else next();
    }
  }

  /** @returns false where it does not come */
  private turn(): Promise<boolean> {
    if (this.waiting.size >= this.bounds.waiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = (isTurn: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(begin);
        resolve(isTurn);
      };
      const begin = () => leave(true);
      const timer = setTimeout(() => leave(false), this.bounds.waitMs);
      this.waiting.add(begin);
    });
  }
}
