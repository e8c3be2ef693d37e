import * as z from 'zod/mini';

/** The parameters of `GET /sign-in`: of the mailed link, where somebody comes by it. */
export const signInPageParameters = z.strictObject({ token: z.optional(z.string()) });
