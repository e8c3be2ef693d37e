import { tellableError } from './described-error';
import { log } from './log';
import { during, type Work } from './work';

/**
 * Does a piece of work that the runtime asked for, by its ids. What it throws is logged, and thrown on without what
 * the runtime would show of it.
 */
export const handled = <Result>(work: Work, act: () => Promise<Result>): Promise<Result> =>
  during(work, async () => {
    try {
      return await act();
    } catch (error) {
      log.error('A function failed', error);
      throw tellableError(error);
    }
  });
