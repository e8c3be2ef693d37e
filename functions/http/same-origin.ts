import type { ApiRequest } from './api';
import { Problem } from './problem';

/** What a browser says of a request that a page of ours made, or the person themselves. */
const OWN_SITES = ['same-origin', 'none'];

/**
 * Refuses what another site made a browser send. A browser names the origin of each POST; it says `null` where a
 * page tells nobody where it was, and then what it says of the site decides. Who says neither is no browser of these
 * years but a program, which has its cookie from its own hands.
 * @throws Problem 403
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function requireSameOrigin({ headers, url }: Pick<ApiRequest, 'headers' | 'url'>): void {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin === undefined && site === undefined) return;
  const isNamed = origin !== undefined && origin !== 'null';
  const isOurs = isNamed ? origin === url.origin : OWN_SITES.includes(site ?? '');
  if (!isOurs) {
    throw new Problem(
      403,
      'Cross-site request',
      'This was not sent by a page of this service. Open the page here, and send it again',
    );
  }
}
