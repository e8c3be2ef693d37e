import * as z from 'zod/mini';
import { described } from './components';

/** A time as the API answers it: ISO 8601 in UTC. */
export const time = (description: string) => described(z.string(), description, { format: 'date-time' });

/** The same, or null where there is none. */
export const timeOrNull = (description: string) => described(z.nullable(time('ISO 8601, UTC')), description);

/** How many of something. */
export const count = (description: string) =>
  described(z.number(), description, { type: 'integer', minimum: 0 });

/** What the values of a field mean, in a sentence without its end. */
export const listed = (meanings: Record<string, string>): string =>
  Object.entries(meanings)
    .map(([value, means]) => `\`${value}\`: ${means}`)
    .join('; ');
