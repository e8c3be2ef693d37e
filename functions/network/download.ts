import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { explain, FetchError } from './failure';
import { parseRetryAfter } from './retry-after';

/** What a body may hold, packed and unpacked. */
export const LARGEST_BODY = 16 * 1024 * 1024;

/** For one answer with all its redirects. */
export const TIMEOUT_MS = 20_000;

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, ' +
  'application/xml;q=0.8, application/json;q=0.8, text/xml;q=0.7, */*;q=0.1';

/** What the last whole answer came with, to be sent back byte for byte (RFC 9110, 13.1). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface Download extends Validators {
  /** false: 304, as it was */
  changed: boolean;
  /** unpacked; empty where unchanged */
  body: Uint8Array;
  contentType: string | undefined;
  /** where it was found after redirects */
  url: string;
}

/**
 * Fetches what is at a URL, unless it is what the validators say.
 * @param dispatcher opens the connections and checks the addresses
 * @throws FetchError
 */
export async function download(
  dispatcher: Dispatcher,
  url: string,
  validators: Validators,
  timeoutMs = TIMEOUT_MS,
): Promise<Download> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    let at = new URL(url);
    for (let redirects = 0; ; redirects++) {
      const answer = await request(at, {
        dispatcher,
        signal,
        method: 'GET',
        headers: requestHeaders(validators),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      if (!REDIRECTS.has(answer.statusCode)) return await read(answer, at.href);
      await answer.body.dump();
      if (redirects === MOST_REDIRECTS) throw new FetchError('It redirects too many times', true);
      at = redirectTarget(answer.headers['location'], at);
    }
  } catch (error) {
    throw explain(error, timeoutMs);
  }
}

function requestHeaders(validators: Validators): Record<string, string> {
  const headers: Record<string, string> = {
    accept: ACCEPT,
    'accept-encoding': 'gzip, br, deflate',
    'user-agent': 'Newsreel/0.1 (+https://github.com/newsreel/newsreel)',
  };
  if (validators.etag !== null) headers['if-none-match'] = validators.etag;
  if (validators.lastModified !== null) headers['if-modified-since'] = validators.lastModified;
  return headers;
}

function redirectTarget(location: string | string[] | undefined, from: URL): URL {
  const target = Array.isArray(location) ? location[0] : location;
  if (target === undefined || !URL.canParse(target, from.href)) {
    throw new FetchError('It redirects to nowhere', true);
  }
  const url = new URL(target, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(`It redirects to ${url.protocol}, which is not the web`, true);
  }
  return url;
}

async function read(answer: Dispatcher.ResponseData, url: string): Promise<Download> {
  const { statusCode, headers } = answer;
  if (statusCode === 304) {
    await answer.body.dump();
    return {
      changed: false,
      body: new Uint8Array(),
      contentType: undefined,
      url,
      etag: null,
      lastModified: null,
    };
  }
  if (statusCode < 200 || statusCode > 299) {
    await answer.body.dump({ limit: 64 * 1024 });
    throw new FetchError(
      refusal(statusCode),
      true,
      statusCode,
      parseRetryAfter(one(headers['retry-after']), Date.now()),
    );
  }
  const body = unpack(await collect(answer.body), one(headers['content-encoding']));
  return {
    changed: true,
    body,
    contentType: one(headers['content-type']),
    url,
    etag: one(headers['etag']) ?? null,
    lastModified: one(headers['last-modified']) ?? null,
  };
}

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

function refusal(status: number): string {
  if (status === 401 || status === 403) return `Its server does not let us in (HTTP ${status})`;
  if (status === 404) return 'There is nothing at its URL (HTTP 404)';
  if (status === 410) return 'It is gone for good (HTTP 410)';
  if (status === 429) return 'Its server asks us to come less often (HTTP 429)';
  if (status >= 500) return `Its server has a fault (HTTP ${status})`;
  return `Its server answers with HTTP ${status}`;
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

/** Unpacks at once: many small bodies cost a quarter of what streams do. */
function unpack(body: Buffer, encodings: string | undefined): Buffer {
  const names = (encodings ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  try {
    return names.reduceRight((packed, name) => unpackOne(packed, name), body);
  } catch (error) {
    if (error instanceof FetchError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new FetchError('Its answer is packed in a broken way', true);
  }
}

function unpackOne(packed: Buffer, encoding: string): Buffer {
  const limit: ZlibOptions = { maxOutputLength: LARGEST_BODY };
  if (packed.length === 0) return packed;
  switch (encoding) {
    case '':
    case 'identity':
      return packed;
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(packed, limit);
    case 'br':
      return brotliDecompressSync(packed, limit);
    case 'deflate':
      // Some servers send it bare, without the zlib header that the specification wants.
      return (packed[0] ?? 0) % 16 === 8 ? inflateSync(packed, limit) : inflateRawSync(packed, limit);
    default:
      throw new FetchError(
        `Its answer is packed by ${encoding.slice(0, 40)}, which we did not ask for`,
        true,
      );
  }
}

const tooLarge = (): FetchError =>
  new FetchError(`Its answer is larger than ${LARGEST_BODY / 1024 / 1024} MB`, true);
