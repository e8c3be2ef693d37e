import * as z from 'zod/mini';
import { parseAddress } from '../readers/address';

/** What is sent to sign in: a well-formed address. */
export const signInFields = z.strictObject({
  email: z.pipe(
    z.string('must be a mail address'),
    z.transform((typed, context) => {
      const address = parseAddress(typed);
      if (address !== null) return address;
      context.issues.push({ code: 'custom', message: 'must be a mail address', input: typed });
      return z.NEVER;
    }),
  ),
});
