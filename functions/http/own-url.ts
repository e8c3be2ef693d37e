/**
 * Where this service is found, for links in mails that no request asked for: `NEWSREEL_URL`.
 * @returns an origin without a slash at its end; null where nobody said
 */
export function ownUrl(): string | null {
  const written = process.env['NEWSREEL_URL'] ?? '';
  return URL.canParse(written) && /^https?:/i.test(written) ? new URL(written).origin : null;
}
