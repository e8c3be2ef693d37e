import * as z from 'zod/mini';

/** The id of a Checkout at Stripe: nothing that would make another address of the call there. */
const ID = /^cs_[A-Za-z0-9_]{1,250}$/;

/** The parameters of `GET /checkout/return`. */
export const returnParameters = z.strictObject({
  session_id: z.string('must be there').check(z.regex(ID, 'must be the id of a Checkout (cs_…)')),
  look: z.optional(z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'must be a whole number from 1 to 999'))),
});
