import type { Credentials } from '../network/credentials';
import type { Headers } from '../network/headers';
import { mergeHeaders } from '../network/headers';
import type { Network } from '../network/network';
import type { SecretReference } from '../secrets/reference';
import type { Table } from '../table/client';
import { openLogins } from './logins';
import type { AskedRequest, LoginWorld, Scheme } from './scheme';
import { type AuthSettings, SCHEMES } from './settings';
import { sendable } from './visible-ascii';

/** What of a source's settings is for its own server alone. */
export interface LoginSettings {
  url: string;
  auth: AuthSettings | null;
  headers: Record<string, string | SecretReference> | null;
}

/**
 * A source's credentials; null where it has neither a login nor headers of its own. Tokens and secrets are
 * kept as long as the network is.
 */
export const credentialsOf = (
  source: LoginSettings,
  world: { network: Network; table: Table },
): Credentials | null => credentialsWith(source, openLogins(world.network, world.table));

/** A source's credentials, made with the tokens and secrets of one world. */
export function credentialsWith(
  { url, auth, headers }: LoginSettings,
  world: LoginWorld,
): Credentials | null {
  if (auth === null && headers === null) return null;
  const { origin } = new URL(url);
  // Each scheme takes what its own schema let through; TypeScript does not see that the two belong together.
  const scheme = auth === null ? null : (SCHEMES[auth.type] as unknown as Scheme<never>);
  const settings = auth as never;
  return {
    async headersFor(method, url) {
      if (url.origin !== origin) return {};
      const asked: AskedRequest = { method, url };
      return mergeHeaders(
        await ownHeaders(headers ?? {}, world),
        (await scheme?.headers(settings, asked, world)) ?? {},
      );
    },
    async renew(rejected) {
      // Where no credential was sent, because the origin is another's, none was refused.
      if (Object.keys(rejected).length === 0) return false;
      return (await scheme?.renew?.(settings, rejected, world)) ?? false;
    },
  };
}

async function ownHeaders(
  headers: Record<string, string | SecretReference>,
  { secret }: LoginWorld,
): Promise<Headers> {
  const values = Object.entries(headers).map(async ([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, sendable(await secret(value.secret), value.secret)],
  );
  return Object.fromEntries(await Promise.all(values));
}
