import * as z from 'zod/mini';

/** The parameters of `GET` and `POST /unsubscribe`: of the link in a digest. */
export const unsubscribeParameters = z.strictObject({ token: z.optional(z.string()) });
