import { credentialsOf } from '../auth/credentials';
import { NotAFeedError } from '../feed/not-a-feed-error';
import { type Download, download } from '../network/download';
import { FetchError } from '../network/failure';
import type { Network } from '../network/network';
import { acceptFor, readSourceBody } from '../sources/read-body';
import type { SourceSettings } from '../sources/settings';
import type { Introduction } from '../sources/store';
import type { Table } from '../table/client';

/** What asking takes. */
export interface World {
  network: Network;
  table: Table;
}

/** A source that was asked and answers as one. */
export interface Proof extends Introduction {
  /** how it is to be asked: as it was given, or where its feed was found */
  settings: SourceSettings;
  /** where redirects led */
  foundAt: string;
}

/** How long servers may take, in ms. */
export interface ProbeTime {
  all: number;
  /** for what was asked for */
  first: number;
  /** for a guess, which is not worth waiting for as long */
  guess: number;
}

const TOO_MANY_REQUESTS = 429;

/** Whether it is what they say that is wrong, or how they say it; all else is a fault of ours. */
export const isTheirs = (error: unknown): error is FetchError | NotAFeedError =>
  error instanceof FetchError || error instanceof NotAFeedError;

/** Asks on behalf of one source, until the time is over. */
export class Session {
  /** why what was tried is no feed, by its URL */
  readonly failures = new Map<string, string>();
  private readonly credentials;
  private readonly signal: AbortSignal;
  private readonly endsAt: number;
  private readonly timeIsOver: Promise<never>;

  constructor(
    private readonly world: World,
    private readonly settings: SourceSettings,
    private readonly time: ProbeTime,
  ) {
    this.signal = AbortSignal.timeout(time.all);
    this.endsAt = performance.now() + time.all;
    this.timeIsOver = new Promise((_, end) => {
      const error = new FetchError(`There was no answer within ${time.all / 1000} seconds`);
      this.signal.addEventListener('abort', () => end(error), { once: true });
    });
    this.timeIsOver.catch(() => undefined);
    const { url, auth = null, headers = null } = settings;
    this.credentials = credentialsOf({ url, auth, headers }, world);
  }

  /** @throws FetchError */
  ask(url: string, timeoutMs: number): Promise<Download> {
    const { kind = 'feed' } = this.settings;
    const asked = {
      url,
      credentials: this.credentials,
      etag: null,
      lastModified: null,
      ...acceptFor({ kind }),
    };
    const leftMs = Math.max(1, this.endsAt - performance.now());
    // What stands in line, or waits for the token of a login, knows nothing of our time.
    return Promise.race([download(this.world.network, asked, Math.min(timeoutMs, leftMs)), this.timeIsOver]);
  }

  /** @returns the first that is a feed, null where none is */
  async tryAll(urls: string[]): Promise<Proof | null> {
    for (const url of urls) {
      if (this.signal.aborted) return null;
      try {
        const answer = await this.ask(url, this.time.guess);
        return this.read(answer, this.movedTo(url));
      } catch (error) {
        if (!isTheirs(error)) throw error;
        this.failures.set(url, error.message);
        if (error instanceof FetchError && error.status === TOO_MANY_REQUESTS) return null;
      }
    }
    return null;
  }

  /** @throws NotAFeedError */
  read(answer: Download, settings: SourceSettings): Proof {
    const { kind = 'feed', map = null } = settings;
    const { title, homepage } = readSourceBody({ kind, map }, answer);
    return { settings, foundAt: answer.url, permanentUrl: answer.permanentUrl, title, homepage };
  }

  /** The settings for another address. A login is for the origin that it was given for. */
  private movedTo(url: string): SourceSettings {
    if (new URL(url).origin === new URL(this.settings.url).origin) return { ...this.settings, url };
    return { ...this.settings, url, auth: undefined, headers: undefined };
  }
}
