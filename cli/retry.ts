import { setTimeout as sleep } from 'node:timers/promises';
import { RequestFailure } from './errors';

/** How long and how often something is tried. */
export interface Patience {
  /** for the beginning of an answer, and for each piece of it */
  answerMs: number;
  /** the pauses between two tries, one try more than there are pauses */
  waitsMs: readonly number[];
  /** the least pause where the service throttles and does not say for how long, as API Gateway itself does not */
  throttledMs: number;
}

/** Who is asked to wait for longer had better come back later. */
const LONGEST_WAIT_MS = 120_000;

/**
 * Tries until it succeeds, or fails in a way that no waiting mends, or all tries are used up. Waits as long as
 * the server asks to, else as long as the pauses are, each a little different from client to client.
 * @param attempt may be run several times
 * @throws what the last try threw
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { waitsMs, throttledMs }: Patience,
  stop: AbortSignal,
): Promise<T> {
  for (const wait of waitsMs) {
    try {
      return await attempt();
    } catch (error) {
      if (stop.aborted || !(error instanceof RequestFailure) || !error.mayPass) throw error;
      const asked = error.retryAfterMs ?? (error.status === 429 ? throttledMs : 0);
      if (asked > LONGEST_WAIT_MS) throw error;
      await sleep(Math.max(asked, wait * (0.75 + Math.random() / 2)), undefined, { signal: stop });
    }
  }
  return attempt();
}
