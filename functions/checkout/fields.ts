import * as z from 'zod/mini';
import { signInFields } from '../sign-in/fields';

/** What is sent to buy: for whom, and what. Who is signed in need not say who they are. */
export const checkoutFields = z.strictObject({
  email: z.optional(signInFields.shape.email),
  plan: z._default(z.enum(['subscription', 'pass'], 'must be subscription or pass'), 'subscription'),
});
