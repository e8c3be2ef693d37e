import type { Dispatcher } from 'undici';
import requestOf from 'undici/lib/api/api-request';

/** What is asked of a URL, and by which connections. */
export interface RequestOptions {
  dispatcher: Dispatcher;
  signal: AbortSignal;
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Asks a server, as undici's `request` does, from which it is taken alone: all of undici (fetch, WebSockets, caches,
 * mocks) takes 40 ms of CPU to load and 350 KB of a bundle.
 * @throws whatever undici throws
 */
export const request = (
  { origin, pathname, search }: URL,
  { dispatcher, ...options }: RequestOptions,
): Promise<Dispatcher.ResponseData> =>
  requestOf.call(dispatcher, { ...options, origin, path: pathname + search });
