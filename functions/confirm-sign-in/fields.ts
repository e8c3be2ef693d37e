import * as z from 'zod/mini';

/** What is sent to spend a link. */
export const confirmFields = z.strictObject({ token: z.string('must be the token of the link') });
