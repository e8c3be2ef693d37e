import * as z from 'zod/mini';
import { secretReference } from '../secrets/reference';
import { scheme } from './scheme';
import { sendable } from './visible-ascii';

/** A token that stays as it is (RFC 6750, 2.1). */
export const bearer = scheme({
  settings: z.strictObject({ type: z.literal('bearer'), token: secretReference }),
  async headers({ token }, _asked, { secret }) {
    return { Authorization: `Bearer ${sendable(await secret(token.secret), token.secret)}` };
  },
});
