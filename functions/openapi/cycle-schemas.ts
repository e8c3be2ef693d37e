import * as z from 'zod/mini';
import type { CycleTotals } from '../cycles/cycle';
import { answerOf } from './answer-schema';
import { ARTICLE_ID } from './article-schemas';
import { component, described } from './components';
import { count, timeOrNull } from './values';

/** A cycle's id is made as an article's. */
export const CYCLE_ID = ARTICLE_ID;

export const EXAMPLE_CYCLE = '01M8343R6ZJ2V8X4F0Q7T5N9CA';

const started = {
  cycle: described(z.string(), 'The id of the cycle', { pattern: CYCLE_ID }),
  sources: count('How many sources it asks'),
};

export const startedCycle = component(
  'StartedCycle',
  answerOf<Pick<CycleTotals, 'cycle' | 'sources'>>()(z.object(started)),
  {
    description: 'A cycle that has begun',
    examples: [{ cycle: EXAMPLE_CYCLE, sources: 15 }],
  },
);

export const cycle = component(
  'Cycle',
  answerOf<CycleTotals>()(
    z.object({
      ...started,
      done: count('How many of them it is through with'),
      failed: count('How many of those failed'),
      newArticles: count('How many articles it brought so far'),
      finishedAt: timeOrNull('When it ended; null until all that it brought can be listed and searched'),
    }),
  ),
  {
    description: 'How far a cycle is',
    examples: [
      {
        cycle: EXAMPLE_CYCLE,
        sources: 15,
        done: 9,
        failed: 1,
        newArticles: 231,
        finishedAt: null,
      },
    ],
  },
);
