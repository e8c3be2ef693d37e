import * as z from 'zod/mini';
import { secretReference } from '../secrets/reference';
import { headerName } from './header-name';
import { scheme } from './scheme';
import { sendable } from './visible-ascii';

/** A key in a header of its own. */
export const header = scheme({
  settings: z.strictObject({ type: z.literal('header'), name: headerName, value: secretReference }),
  async headers({ name, value }, _asked, { secret }) {
    return { [name]: sendable(await secret(value.secret), value.secret) };
  },
});
