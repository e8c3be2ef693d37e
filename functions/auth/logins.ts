import type { Network } from '../network/network';
import type { Table } from '../table/client';
import { AccessTokens } from './access-tokens';
import type { LoginWorld } from './scheme';
import { SourceSecrets } from './source-secrets';

const opened = new WeakMap<Network, LoginWorld>();

/** What logins need of the world, with the tokens and secrets that it remembers: one for each network. */
export function openLogins(network: Network, table: Table): LoginWorld {
  const logins = opened.get(network) ?? createLogins(network, table);
  opened.set(network, logins);
  return logins;
}

function createLogins(network: Network, table: Table): LoginWorld {
  const secrets = new SourceSecrets();
  return {
    secret: (name) => secrets.read(name),
    tokens: new AccessTokens(network, table),
    now: Date.now,
  };
}
