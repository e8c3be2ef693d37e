import { explain, FetchError } from './failure';
import type { Network } from './network';

/** How long a request stands in line for its host, all redirects together. */
const LONGEST_WAIT_MS = 60_000;

/** The time that servers have for one request with all its redirects; standing in line is counted apart. */
export class TimeBudget {
  private left: number;
  private waitLeft = LONGEST_WAIT_MS;

  constructor(private readonly totalMs: number) {
    this.left = totalMs;
  }

  /**
   * Waits for the host's turn, then lets `ask` have what is left of the time.
   * @throws FetchError where the time is over, or for whatever goes wrong on the network
   */
  async spend<T>(network: Network, url: URL, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const release = await this.wait(network, url);
    const start = performance.now();
    try {
      return await ask(AbortSignal.timeout(Math.ceil(this.left)));
    } catch (error) {
      throw explain(error, this.totalMs);
    } finally {
      release();
      this.left = Math.max(0, this.left - (performance.now() - start));
    }
  }

  private async wait(network: Network, url: URL): Promise<() => void> {
    const start = performance.now();
    try {
      return await network.pace.turn(url, AbortSignal.timeout(Math.ceil(this.waitLeft)));
    } catch {
      throw new FetchError('Too many others are waiting for its host');
    } finally {
      this.waitLeft = Math.max(0, this.waitLeft - (performance.now() - start));
    }
  }
}
