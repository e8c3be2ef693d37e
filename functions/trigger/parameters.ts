import * as z from 'zod/mini';

/** The parameters of `POST /fetch`. */
export const fetchParameters = z.strictObject({ source: z.optional(z.string()) });
