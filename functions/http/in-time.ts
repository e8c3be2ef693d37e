import type { ApiRequest } from './api';
import { Problem } from './problem';

/** API Gateway gives up after 30 s, with words that help nobody. */
const LONGEST_MS = 24_000;

/**
 * A handler that answers before its caller gives up, where others take too long to answer us. What it was at goes on
 * or is cut off, as it may be at any moment: asking again goes on from there.
 * @throws Problem 503 where it takes too long
 */
export const inTime =
  <Result>(handle: (request: ApiRequest) => Promise<Result>, longestMs = LONGEST_MS) =>
  async (request: ApiRequest): Promise<Result> => {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(takesTooLong()), longestMs);
    });
    const answer = handle(request);
    // Nobody hears any more what becomes of it after that.
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  };

const takesTooLong = (): Problem =>
  new Problem(
    503,
    'Stripe is slow to answer',
    'Stripe takes too long to answer just now. Nothing is lost: please try again in a moment.',
    [],
    { 'retry-after': '5' },
  );
