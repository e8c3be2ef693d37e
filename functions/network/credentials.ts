import type { Headers } from './headers';

/** What lets us into a source. It is for the source's origin alone: scheme, host and port of its URL. */
export interface Credentials {
  /**
   * Headers for one request to `url`; none where it is not of the source's origin.
   * @throws FetchError naming the secret that is missing, or saying why its login server gives no token
   */
  headersFor(method: 'GET', url: URL): Promise<Headers>;
  /** Told that the server answered 401 to those headers: whether to ask again with other ones. */
  renew(rejected: Headers): Promise<boolean>;
}
