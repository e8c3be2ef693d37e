import * as z from 'zod/mini';
import { secretReference } from '../secrets/reference';
import { parseUrl } from '../text/parse-url';
import { type LoginWorld, scheme } from './scheme';
import type { Grant } from './token-request';
import { identifier } from './visible-ascii';

const settings = z.strictObject({
  type: z.literal('oauth2'),
  tokenUrl: z
    .string()
    .check(
      z.maxLength(2_048, 'must be at most 2048 characters'),
      z.refine(isPlainUrl, 'must be an absolute http or https URL without a user name, password or fragment'),
    ),
  clientId: identifier,
  clientSecret: secretReference,
  scope: z.optional(
    z
      .string()
      .check(
        z.maxLength(1_000, 'must be at most 1000 characters'),
        z.regex(
          /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/,
          'must be words with a blank between',
        ),
      ),
  ),
});

/** A token by the client credentials grant (RFC 6749, 4.4), shared by all that log in as the same client. */
export const oauth2 = scheme({
  settings,
  async headers(login, _asked, world) {
    return { Authorization: PREFIX + (await world.tokens.token(await grantOf(login, world))) };
  },
  async renew(login, rejected, world) {
    const token = rejected['Authorization']?.slice(PREFIX.length) ?? '';
    return world.tokens.renew(await grantOf(login, world), token);
  },
});

const PREFIX = 'Bearer ';

async function grantOf(login: z.infer<typeof settings>, { secret }: LoginWorld): Promise<Grant> {
  const { tokenUrl, clientId, clientSecret, scope = null } = login;
  return { tokenUrl, clientId, clientSecret: await secret(clientSecret.secret), scope };
}

function isPlainUrl(value: string): boolean {
  const url = /^https?:\/\//i.test(value) ? parseUrl(value) : null;
  return url !== null && url.username === '' && url.password === '' && url.hash === '';
}
