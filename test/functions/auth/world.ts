import { AccessTokens } from '../../../functions/auth/access-tokens';
import { credentialsWith, type LoginSettings } from '../../../functions/auth/credentials';
import type { LoginWorld } from '../../../functions/auth/scheme';
import { authSettings } from '../../../functions/auth/settings';
import { parseNetworks } from '../../../functions/network/addresses';
import { createDialer } from '../../../functions/network/dialer';
import { type Download, download } from '../../../functions/network/download';
import { FetchError } from '../../../functions/network/failure';
import type { Network } from '../../../functions/network/network';
import { HostPace } from '../../../functions/network/pace';
import type { Table } from '../../../functions/table/client';

/** A network that reaches loopback, at no pace. */
export const loopback = (): Network => ({
  dispatcher: createDialer(parseNetworks('127.0.0.0/8')),
  pace: new HostPace([], 0),
});

/** One instance of a function, as far as logins are concerned. */
export class Instance {
  readonly network = loopback();
  readonly world: LoginWorld;
  now = Date.parse('2026-11-22T12:00:00Z');

  /** @param secrets by name @param table for the schemes that keep something there */
  constructor(secrets: Record<string, string>, table?: Table) {
    this.world = {
      secret: async (name) => {
        const value = secrets[name];
        if (value === undefined) throw new FetchError(`Its secret "${name}" is not set up`);
        return value;
      },
      // Schemes without tokens never look at the table.
      tokens: new AccessTokens(this.network, table as Table, () => this.now),
      now: () => this.now,
    };
  }

  /** Fetches a source with its settings as somebody would write them. */
  async fetch(url: string, auth: unknown, headers: LoginSettings['headers'] = null): Promise<Download> {
    const settings = auth === null ? null : authSettings.parse(auth);
    const credentials = credentialsWith({ url, auth: settings, headers }, this.world);
    return download(this.network, { url, credentials, etag: null, lastModified: null }, 3_000);
  }

  async stop(): Promise<void> {
    await this.network.dispatcher.destroy();
  }
}
