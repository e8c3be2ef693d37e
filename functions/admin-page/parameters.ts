import * as z from 'zod/mini';
import { isId } from '../article/id';
import { SOURCE_ID } from '../sources/id';

const sourceId = z.string().check(z.regex(SOURCE_ID, 'must be the id of a source'));

/** Added, skipped and failed outlines. */
export const IMPORTED = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/;

/** The parameters of `GET /admin`: what was done just now, which the page tells. */
export const adminPageParameters = z.strictObject({
  /** the cycle that was started */
  cycle: z.optional(z.string().check(z.refine(isId, 'must be the id of a cycle'))),
  added: z.optional(sourceId),
  removed: z.optional(sourceId),
  imported: z.optional(
    z.string().check(z.regex(IMPORTED, 'must be three numbers, as an import of OPML answers them')),
  ),
});

export type Done = z.output<typeof adminPageParameters>;
