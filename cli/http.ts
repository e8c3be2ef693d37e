import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';

export interface HttpRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface HttpAnswer {
  status: number;
  statusText: string;
  headers: IncomingHttpHeaders;
  /** decompressed; fails where the answer ends too early */
  body: Readable;
}

/** Pieces of what is unpacked; zlib's own are a quarter of what a socket gives. */
const PIECE_BYTES = 64 * 1024;

/** On this machine it costs more to pack than it saves. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * One HTTP request, as far as the head of its answer. Redirects are answers. (The global `fetch` takes 70 ms to
 * load on Node 20, longer than all else that a command does.)
 * @throws the system's errors, and `signal`'s
 */
export async function requestHttp(
  url: URL,
  { method = 'GET', headers = {}, body }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const encoding = LOOPBACK.test(url.hostname) ? 'identity' : 'gzip';
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method, headers: { 'accept-encoding': encoding, ...headers }, signal };
    const sent = request(url, options, resolve);
    // It stays there: what comes after the head is the body's affair.
    sent.on('error', reject);
    sent.end(body);
  });
  answer.on('error', () => undefined);
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    headers: answer.headers,
    body: await unpacked(answer),
  };
}

async function unpacked(answer: IncomingMessage): Promise<Readable> {
  if (!/^(?:x-)?gzip$/i.test(answer.headers['content-encoding'] ?? '')) return answer;
  const { createGunzip } = await import('node:zlib');
  // An error of one end is one of both.
  return pipeline(answer, createGunzip({ chunkSize: PIECE_BYTES }), () => undefined);
}
