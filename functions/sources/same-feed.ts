import { withoutTracking } from '../feed/tracking';

/**
 * The same for all spellings of a feed's URL: `feed:`, http or https, `www.` or not, upper or lower case of the
 * host, the usual port, dots in the path, a slash at its end or twice in a row, characters percent-encoded without need,
 * parameters that only track, in another order or empty, and a fragment make no other feed. To compare by,
 * never to be asked.
 * @param url absolute, http or https
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6
 */
export function feedKey(url: string): string {
  const { hostname, port, pathname, search } = new URL(webUrl(withoutTracking(url)));
  const host = hostname.replace(/^www\.(?=.)/, '').replace(/\.$/, '');
  const path = asFewEncodedAsPossible(pathname).replace(/\/+/g, '/').replace(/\/$/, '');
  const parameters = asFewEncodedAsPossible(search.slice(1)).split('&').filter(Boolean);
  // A stable sort: what has one name stays in its order, which may mean something.
  const query = parameters.sort((one, other) => compare(nameOf(one), nameOf(other))).join('&');
  return `${host}${port === '' || port === '80' || port === '443' ? '' : `:${port}`}${path}${query && `?${query}`}`;
}

/** A URL as the web has it: `feed:` in front of one, or for its scheme, is how readers are called. */
export function webUrl(url: string): string {
  const [, rest] = /^feed:(?:\/\/)?(.*)$/is.exec(url.trim()) ?? [];
  if (rest === undefined) return url.trim();
  return /^https?:\/\//i.test(rest) ? rest : `http://${rest.replace(/^\/+/, '')}`;
}

const ESCAPE = /%[0-9a-f]{2}/gi;
const UNRESERVED = /[\w.~-]/;

/** Characters that the URL parser lets stand as they are, and some write encoded. */
const LEFT_ALONE = /["<>\\^`{|}]/g;

/** Percent-encoding in normal form: nothing that may stand by itself is encoded (RFC 3986, 6.2.2.2). */
const asFewEncodedAsPossible = (text: string): string =>
  text
    .replace(ESCAPE, (code) => {
      const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return UNRESERVED.test(character) ? character : code.toUpperCase();
    })
    .replace(LEFT_ALONE, encodeURIComponent);

const nameOf = (parameter: string): string => parameter.split('=', 1)[0] ?? '';

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
