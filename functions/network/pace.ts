import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AllowedNetworks, isInNetworks } from './addresses';

/** What a polite visitor keeps to: so many requests at once to a host, so long between two starts. */
const AT_ONCE = 2;
const SPACING_MS = 1_000;

/** How long a host's addresses are taken to be what they were. */
const LOOKED_UP_MS = 60_000;
const MOST_LOOKED_UP = 1_000;

/** The hosts that are being asked, or were a moment ago, by their names. */
export type Lines = Map<string, Line>;

interface Line {
  running: number;
  /** when the next may start, on the clock of `performance.now()` */
  nextAt: number;
  waiting: (() => void)[];
  timer: NodeJS.Timeout | undefined;
}

/**
 * The pace at which hosts are asked, whatever the port: two requests at once and a second between the starts
 * of two. Who comes first goes first. Hosts in the allowed networks are the keeper's own and free of it.
 */
export class HostPace {
  private readonly free = new Map<string, { isFree: Promise<boolean>; until: number }>();

  /** @param lines shared by all that ask from one place */
  constructor(
    private readonly allowed: AllowedNetworks,
    private readonly spacingMs = SPACING_MS,
    private readonly lines: Lines = new Map(),
  ) {}

  /**
   * Waits until the URL's host may be asked.
   * @param signal leaves the line, with its reason as the error
   * @returns what is to be called once that request is over, body and all
   */
  async turn(url: URL, signal?: AbortSignal): Promise<() => void> {
    if (await this.isFree(url.hostname)) return () => undefined;
    const host = nameOf(url.hostname);
    const line = this.lines.get(host) ?? { running: 0, nextAt: 0, waiting: [], timer: undefined };
    this.lines.set(host, line);
    await new Promise<void>((go, leave) => {
      const start = () => {
        signal?.removeEventListener('abort', abort);
        go();
      };
      const abort = () => {
        line.waiting.splice(line.waiting.indexOf(start), 1);
        leave(signal?.reason);
        this.advance(host, line);
      };
      line.waiting.push(start);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
      this.advance(host, line);
    });
    let released = false;
    return () => {
      if (released) return;
      released = true;
      line.running--;
      this.advance(host, line);
    };
  }

  /** Whether a host may be asked at any pace: all its addresses lie in allowed networks. */
  async isFree(hostname: string): Promise<boolean> {
    if (this.allowed.length === 0) return false;
    const host = nameOf(hostname);
    if (isIP(host) !== 0) return isInNetworks(host, this.allowed);
    const known = this.free.get(host);
    if (known !== undefined && known.until > performance.now()) return known.isFree;
    if (this.free.size >= MOST_LOOKED_UP) this.free.clear();
    const isFree = this.liesInNetworks(host);
    this.free.set(host, { isFree, until: performance.now() + LOOKED_UP_MS });
    return isFree;
  }

  private async liesInNetworks(host: string): Promise<boolean> {
    try {
      const addresses = await lookup(host, { all: true });
      return addresses.every(({ address }) => isInNetworks(address, this.allowed));
    } catch {
      // The request itself will say what is wrong with the name.
      return false;
    }
  }

  /** Lets go whoever may; where it is too early, or the line is empty, comes back at the next start. */
  private advance(host: string, line: Line): void {
    clearTimeout(line.timer);
    const early = Math.ceil(line.nextAt - performance.now());
    const first = line.waiting[0];
    if (early > 0) {
      line.timer = setTimeout(() => this.advance(host, line), early);
      if (first === undefined) line.timer.unref();
    } else if (first !== undefined && line.running < AT_ONCE) {
      line.waiting.shift();
      line.running++;
      line.nextAt = performance.now() + this.spacingMs;
      first();
      this.advance(host, line);
    } else if (first === undefined && line.running === 0) {
      this.lines.delete(host);
    }
  }
}

/** A host by one name: without an IPv6 literal's brackets and the root's dot. */
const nameOf = (hostname: string): string => hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
