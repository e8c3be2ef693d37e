import { parseUrl } from '../text/parse-url';
/**
 * Where this service is found, for links in mails that no request asked for: `NEWSREEL_URL`.
 * @returns an origin without a slash at its end; null where nobody said
 */
export function ownUrl(): string | null {
  const written = process.env['NEWSREEL_URL'] ?? '';
  const url = /^https?:/i.test(written) ? parseUrl(written) : null;
  return url?.origin ?? null;
}
