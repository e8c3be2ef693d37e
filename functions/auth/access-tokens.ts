import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FetchError } from '../network/failure';
import type { Network } from '../network/network';
import type { Table } from '../table/client';
import { LEASE_MS, leaseGrant, readGrant, storeGrant } from './grant-table';
import { judge, type KeptToken, type KnownGrant, keptToken, type Verdict } from './kept-token';
import { type Grant, requestToken } from './token-request';

/** How often to look whether another instance has come by its token. */
const LOOK_MS = 200;
const MOST_LOOKS = (2 * LEASE_MS) / LOOK_MS;

/** Grants that one process remembers. */
const MOST_KNOWN = 1_000;

/**
 * The access tokens of one process. Each is asked for by one at a time: in this process by sharing the call,
 * between instances by a short lease in the table, where the others find the token. While a token is good,
 * the table is read once.
 */
export class AccessTokens {
  private readonly owner = randomUUID();
  private readonly known = new Map<string, KnownGrant>();
  private readonly running = new Map<string, Promise<string>>();

  /** @param now ms since 1970 */
  constructor(
    private readonly network: Network,
    private readonly table: Table,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that is good for a while. @throws FetchError where the login server gives none */
  async token(grant: Grant): Promise<string> {
    return this.find(grant, null);
  }

  /**
   * Told that a source does not take a token any more: whether there is another one now.
   * @throws FetchError where the login server gives none
   */
  async renew(grant: Grant, rejected: string): Promise<boolean> {
    // What is under way was begun without knowing; its failure is no news either.
    await this.running.get(idOf(grant))?.catch(() => undefined);
    return (await this.find(grant, rejected)) !== rejected;
  }

  private async find(grant: Grant, rejected: string | null): Promise<string> {
    const id = idOf(grant);
    const known = this.known.get(id);
    const verdict = known && judge(known, rejected, this.now());
    if (verdict !== undefined && verdict.kind !== 'renew') return tokenOf(verdict);
    return this.running.get(id) ?? this.share(id, this.learn(id, grant, rejected));
  }

  private share(id: string, token: Promise<string>): Promise<string> {
    const running = token.finally(() => this.running.delete(id));
    this.running.set(id, running);
    return running;
  }

  /** Finds the token in the table, or asks for one unless somebody else does. */
  private async learn(id: string, grant: Grant, rejected: string | null): Promise<string> {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const known = await readGrant(this.table, id);
      const verdict = judge(known, rejected, this.now());
      if (verdict.kind !== 'renew') {
        this.remember(id, known);
        return tokenOf(verdict);
      }
      if (await leaseGrant(this.table, id, this.owner, known, this.now())) {
        return this.ask(id, grant, verdict.fallback === null ? null : known.token);
      }
      if (verdict.fallback !== null) return verdict.fallback;
      await sleep(LOOK_MS);
    }
    throw new FetchError('The server of its login gives no token: another request for it does not end');
  }

  /** @param good a token that is to be renewed ahead of its end: where that fails it is used to its end */
  private async ask(id: string, grant: Grant, good: KeptToken | null): Promise<string> {
    const result = await requestToken(this.network, grant);
    const now = this.now();
    const known: KnownGrant =
      result.kind === 'granted'
        ? { token: keptToken(result.token, result.lifeMs, now), refusal: null }
        : { token: good, refusal: { reason: result.reason, until: now + result.forMs } };
    this.remember(id, known);
    await storeGrant(this.table, id, this.owner, known);
    if (result.kind === 'granted') return result.token;
    if (good !== null) return good.token;
    throw new FetchError(result.reason);
  }

  private remember(id: string, known: KnownGrant): void {
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(id, known);
  }
}

function tokenOf(verdict: Exclude<Verdict, { kind: 'renew' }>): string {
  if (verdict.kind === 'take') return verdict.token;
  throw new FetchError(verdict.reason);
}

/** A grant's digest: another secret makes another, so that a mended one is not held to what was refused. */
const idOf = ({ tokenUrl, clientId, clientSecret, scope }: Grant): string =>
  createHmac('sha256', clientSecret)
    .update(JSON.stringify([new URL(tokenUrl).href, clientId, scope]))
    .digest('hex');
