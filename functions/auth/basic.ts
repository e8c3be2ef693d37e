import * as z from 'zod/mini';
import { FetchError } from '../network/failure';
import { secretReference } from '../secrets/reference';
import { scheme } from './scheme';

const CONTROLS = /\p{Cc}/u;

/** A user name and a password, in UTF-8 (RFC 7617). */
export const basic = scheme({
  settings: z.strictObject({
    type: z.literal('basic'),
    username: z.string().check(
      z.maxLength(200, 'must be at most 200 characters'),
      z.refine((name) => !name.includes(':'), 'must not have a colon'),
      z.refine((name) => !CONTROLS.test(name), 'must not have control characters'),
    ),
    password: secretReference,
  }),
  async headers({ username, password }, _asked, { secret }) {
    const word = await secret(password.secret);
    if (CONTROLS.test(word)) {
      throw new FetchError(`Its secret "${password.secret}" is no password: it holds control characters`);
    }
    return { Authorization: `Basic ${Buffer.from(`${username}:${word}`).toString('base64')}` };
  },
});
