import fc from 'fast-check';
import { character } from './character';

const UNRESERVED = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~';
const OF_SEGMENTS = `${UNRESERVED}!$&'()*+,;=:@`;

/** A character as its octets, those too that may stand as they are. */
function encoded(sign: string): string {
  const code = encodeURIComponent(sign);
  return code === sign ? `%${sign.charCodeAt(0).toString(16)}` : code;
}

/** Some of these characters, and now and then an encoded one. */
const text = (characters: string): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom(...characters) },
      { weight: 1, arbitrary: character.map(encoded) },
    ),
  });

/**
 * A path, as fast-check's own `webPath` gives, which however begins by listing all characters of Unicode, a second's
 * work in each test file.
 * @see RFC 3986, section 3.3
 */
export const webPath: fc.Arbitrary<string> = fc
  .array(text(OF_SEGMENTS))
  .map((segments) => segments.map((segment) => `/${segment}`).join(''));

const end = (mark: string, isAsked: boolean): fc.Arbitrary<string> =>
  isAsked
    ? fc.option(text(`${OF_SEGMENTS}/?`).map((part) => mark + part)).map((part) => part ?? '')
    : fc.constant('');

/** An address in the web, as fast-check's own `webUrl` gives. @see RFC 3986, section 3 */
export const webAddress = ({
  withQueryParameters = false,
  withFragments = false,
} = {}): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.domain(),
      webPath,
      end('?', withQueryParameters),
      end('#', withFragments),
    )
    .map(([scheme, host, path, query, fragment]) => `${scheme}://${host}${path}${query}${fragment}`);
