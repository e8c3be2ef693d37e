import { setTimeout as sleep } from 'node:timers/promises';

/** Gives turns at an even pace. */
export class Pace {
  private nextAt = Number.NEGATIVE_INFINITY;

  /** Waits for a turn. @param perSecond turns of everybody who waits here */
  async turn(perSecond: number): Promise<void> {
    // A clock that is set back would stop everybody.
    const waits = this.reserve(performance.now(), perSecond);
    if (waits > 0) await sleep(waits);
  }

  /** Takes the next turn. @param now ms, from whichever moment @returns ms until it comes */
  reserve(now: number, perSecond: number): number {
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1000 / perSecond;
    return at - now;
  }
}
