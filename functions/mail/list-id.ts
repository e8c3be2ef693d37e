import { parseUrl } from '../text/parse-url';

const LABEL = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?';
/** With letters in its last part, or it is an address of four numbers. */
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)*(?=[a-z\\d-]*[a-z])${LABEL}$`);

/** RFC 2919, section 3: of the whole identifier. */
const LONGEST = 255;

/**
 * The value of a List-Id header for the digests of a service. One that has no name of its own is at `localhost`,
 * where the specification puts lists that nobody manages.
 * @param service its host, with or without a port
 * @see https://www.rfc-editor.org/rfc/rfc2919
 */
export function listId(service: string): string {
  const host = parseUrl(`http://${service}/`)?.hostname ?? '';
  const id = `digest.${host}`;
  return `Newsreel digests <${DOMAIN.test(host) && id.length <= LONGEST ? id : 'digest.localhost'}>`;
}
