import { parseUrl } from '../../functions/text/parse-url';
import { UsageError } from '../errors';
import { plain } from '../plain';

/** What a token of a link may be made of. */
const TOKEN = /^[\w.~-]{1,1000}$/;

/**
 * The token of a mailed link, or that was pasted by itself.
 * @param text as somebody pasted it
 * @param origin of the service that is to have it
 * @throws UsageError where it is neither, or a link of another service, whose affair its token is
 */
export function tokenOfLink(text: string, origin: string): string {
  // Mail programs and Markdown set links in angle brackets.
  const pasted = text.trim().replace(/^<(.*)>$/, '$1');
  if (TOKEN.test(pasted)) return pasted;
  const link = parseUrl(pasted);
  const token = link?.searchParams.get('token') ?? '';
  if (link === null || !/^https?:$/.test(link.protocol) || !TOKEN.test(token)) {
    throw new UsageError('That is no link of a sign-in mail. Copy it whole: …/sign-in?token=…');
  }
  if (link.origin === origin) return token;
  throw new UsageError(
    `That link is of ${plain(link.origin)}, and this is ${origin}: name the service by --url or NEWS_URL.`,
  );
}
