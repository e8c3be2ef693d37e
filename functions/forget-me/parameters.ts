import * as z from 'zod/mini';

/** The parameters of `DELETE /me`. */
export const forgetParameters = z.strictObject({
  cancel: z._default(z.enum(['true', 'false'], 'must be true or false'), 'false'),
});
