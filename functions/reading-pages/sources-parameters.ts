import * as z from 'zod/mini';
import { SOURCE_ID } from '../sources/id';

/** The parameters of `GET /from`: the source behind which it goes on. */
export const sourcesParameters = z.strictObject({
  after: z.optional(z.string().check(z.regex(SOURCE_ID, 'must be the id of a source'))),
});
