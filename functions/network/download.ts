import type { Dispatcher } from 'undici';
import { parseUrl } from '../text/parse-url';
import { readBody } from './body';
import type { Credentials } from './credentials';
import { FetchError } from './failure';
import { freshSeconds } from './freshness';
import { joined, mergeHeaders, one, USER_AGENT } from './headers';
import type { Network } from './network';
import { request } from './request';
import { parseRetryAfter } from './retry-after';
import { TimeBudget } from './time-budget';

/** What a body may hold, packed and unpacked. */
export const LARGEST_BODY = 16 * 1024 * 1024;

/** For one answer with all its redirects; standing in line for a host's turn is not counted. */
export const TIMEOUT_MS = 20_000;

/** How much of a body that nobody wants, and for how long, is worth a connection. */
const MOST_DISCARDED = 64 * 1024;
const DISCARD_MS = 500;

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PERMANENT_REDIRECTS = new Set([301, 308]);

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, ' +
  'application/xml;q=0.8, application/json;q=0.8, text/xml;q=0.7, */*;q=0.1';

/** What the last whole answer came with, to be sent back byte for byte (RFC 9110, 13.1). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** What is asked, and as whom. */
export interface DownloadRequest extends Validators {
  url: string;
  /** null: as anybody */
  credentials: Credentials | null;
  /** the Accept header; feeds where left out */
  accept?: string;
}

/** The validators are null where unchanged: those of the body that is kept stay. */
export interface Download extends Validators {
  /** false: 304, as it was */
  changed: boolean;
  /** unpacked; empty where unchanged */
  body: Uint8Array;
  contentType: string | undefined;
  /** where it was found after redirects */
  url: string;
  /** what relative links in it start from: that URL, or the Content-Location that its server gives */
  base: string;
  /** where it has moved for good; null where it has not, or a redirect on the way is only for now */
  permanentUrl: string | null;
  /** how many seconds longer it is good for, a week at most; null where its server does not say */
  freshSeconds: number | null;
  /** the Link header (RFC 8288) */
  link: string | undefined;
}

/** What a hop of the way answered. */
type Hop =
  | { kind: 'found'; answer: Omit<Download, 'url' | 'permanentUrl'> }
  | { kind: 'moved'; to: URL; permanently: boolean }
  | { kind: 'unauthorised'; sent: Record<string, string> };

/**
 * Fetches what is at a URL, unless it is what the validators say. Each hop is asked at its host's pace, with
 * the credentials that are for it alone.
 * @param timeoutMs what servers may take, all hops together
 * @throws FetchError
 */
export async function download(
  network: Network,
  asked: DownloadRequest,
  timeoutMs = TIMEOUT_MS,
): Promise<Download> {
  let url = parseUrl(asked.url);
  if (url === null) throw new FetchError('Its URL is not valid');
  const budget = new TimeBudget(timeoutMs);
  let permanent = false;
  for (let redirects = 0; ; redirects++) {
    const hop = await askWithLogin(network, budget, asked, url);
    if (hop.kind === 'found') {
      return { ...hop.answer, url: url.href, permanentUrl: permanent ? url.href : null };
    }
    if (redirects === MOST_REDIRECTS) throw new FetchError('It redirects too many times');
    permanent = hop.permanently && (permanent || redirects === 0);
    url = hop.to;
  }
}

/** Asks once, and once more where the login can be renewed. */
async function askWithLogin(
  network: Network,
  budget: TimeBudget,
  asked: DownloadRequest,
  url: URL,
): Promise<Exclude<Hop, { kind: 'unauthorised' }>> {
  const first = await ask(network, budget, asked, url);
  if (first.kind !== 'unauthorised') return first;
  const renewed = await asked.credentials?.renew(first.sent);
  const second = renewed ? await ask(network, budget, asked, url) : first;
  if (second.kind === 'unauthorised') throw new FetchError(refusal(401), 401);
  return second;
}

async function ask(network: Network, budget: TimeBudget, asked: DownloadRequest, url: URL): Promise<Hop> {
  const { credentials } = asked;
  // A login may have to ask this very host for a token: it does so before we hold one of the host's turns.
  await credentials?.headersFor('GET', url);
  return budget.spend(network, url, async (signal) => {
    const login = (await credentials?.headersFor('GET', url)) ?? {};
    const answer = await request(url, {
      dispatcher: network.dispatcher,
      signal,
      method: 'GET',
      headers: mergeHeaders(requestHeaders(asked), login),
    });
    if (REDIRECTS.has(answer.statusCode)) {
      discard(answer.body);
      const to = redirectTarget(one(answer.headers['location']), url);
      return { kind: 'moved', to, permanently: PERMANENT_REDIRECTS.has(answer.statusCode) };
    }
    if (answer.statusCode === 401 && credentials !== null) {
      discard(answer.body);
      return { kind: 'unauthorised', sent: login };
    }
    return { kind: 'found', answer: { ...(await read(answer, asked)), base: baseOf(answer, url) } };
  });
}

function requestHeaders({ etag, lastModified, accept = ACCEPT }: DownloadRequest): Record<string, string> {
  const headers: Record<string, string> = {
    accept,
    'accept-encoding': 'gzip, br, deflate',
    'user-agent': USER_AGENT,
  };
  if (etag !== null) headers['if-none-match'] = etag;
  if (lastModified !== null) headers['if-modified-since'] = lastModified;
  return headers;
}

function redirectTarget(location: string | undefined, from: URL): URL {
  const url = location === undefined ? null : parseUrl(location, from.href);
  if (url === null) throw new FetchError('It redirects to nowhere');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(`It redirects to ${url.protocol.slice(0, 40)}, which is not the web`);
  }
  // What logs into where is the keeper's to say.
  url.username = '';
  url.password = '';
  return url;
}

async function read(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { etag, lastModified }: Validators,
): Promise<Omit<Download, 'base' | 'url' | 'permanentUrl'>> {
  const common = { link: joined(headers['link']), freshSeconds: freshness(headers) };
  if (statusCode === 304) {
    discard(body);
    if (etag === null && lastModified === null) {
      throw new FetchError('Its server says "unchanged" of what it was never asked for', statusCode);
    }
    const nothing = { body: new Uint8Array(), contentType: undefined, etag: null, lastModified: null };
    return { ...common, ...nothing, changed: false };
  }
  if (statusCode < 200 || statusCode > 299 || statusCode === 206) {
    discard(body);
    const retryAfter = parseRetryAfter(one(headers['retry-after']), Date.now());
    throw new FetchError(refusal(statusCode), statusCode, retryAfter);
  }
  const bytes = await readBody(body, joined(headers['content-encoding']), LARGEST_BODY);
  if (bytes.length === 0) throw new FetchError('Its server answers with nothing at all', statusCode);
  return {
    ...common,
    changed: true,
    body: bytes,
    contentType: one(headers['content-type']),
    etag: one(headers['etag']) ?? null,
    lastModified: one(headers['last-modified']) ?? null,
  };
}

/** Nobody waits for a body that nobody wants; where it ends soon, its connection can be used again. */
function discard(body: Dispatcher.ResponseData['body']): void {
  body.dump({ limit: MOST_DISCARDED, signal: AbortSignal.timeout(DISCARD_MS) }).catch(() => undefined);
}

/** HTTP means no base by it any more (RFC 7231, appendix B), but feeds that were written for it are still there. */
function baseOf({ headers }: Dispatcher.ResponseData, url: URL): string {
  const location = one(headers['content-location']);
  const base = location === undefined ? null : parseUrl(location, url.href);
  return base !== null && /^https?:$/.test(base.protocol) ? base.href : url.href;
}

const freshness = (headers: Dispatcher.ResponseData['headers']): number | null =>
  freshSeconds(
    {
      cacheControl: joined(headers['cache-control']),
      age: one(headers['age']),
      expires: one(headers['expires']),
      date: one(headers['date']),
    },
    Date.now(),
  );

function refusal(status: number): string {
  if (status === 401 || status === 403) return `Its server does not let us in (HTTP ${status})`;
  if (status === 404) return 'There is nothing at its URL (HTTP 404)';
  if (status === 410) return 'It is gone for good (HTTP 410)';
  if (status === 429) return 'Its server asks us to come less often (HTTP 429)';
  if (status >= 500) return `Its server has a fault (HTTP ${status})`;
  return `Its server answers with HTTP ${status}`;
}
