import * as z from 'zod/mini';

/** What the admin signs in with. */
export const adminSignInFields = z.strictObject({ token: z.string('must be the admin token') });
