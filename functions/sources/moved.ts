import type { Source } from './source';

/** Servers say "moved for good" by mistake, for hours or days: it is believed after a week of the same. */
const BELIEVED_AFTER_MS = 7 * 24 * 3_600_000;

/** What of a source a move changes; nothing where there is nothing to write. */
export type Move = Partial<Pick<Source, 'url' | 'movedTo' | 'movedSince'>>;

/**
 * What a permanent redirect, or that there is none any more, means for where a source is asked. The same
 * page over https is believed at once. A source with credentials stays with its own server: where they are
 * sent is for its keeper to say.
 * @param permanentUrl where permanent redirects led, null where they did not
 * @param at ms since 1970
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4.2
 */
export function moveOf(
  source: Pick<Source, 'url' | 'movedTo' | 'movedSince' | 'auth' | 'headers'>,
  permanentUrl: string | null,
  at: number,
): Move {
  const stays = { movedTo: null, movedSince: null };
  const isTracked = source.movedTo !== null;
  if (permanentUrl === null || permanentUrl === source.url) return isTracked ? stays : {};
  const mayNotFollow = source.auth !== null || source.headers !== null;
  if (mayNotFollow && new URL(permanentUrl).origin !== new URL(source.url).origin) {
    return isTracked ? stays : {};
  }
  if (isSameOverTls(source.url, permanentUrl)) return { url: permanentUrl, ...stays };
  if (source.movedTo !== permanentUrl || source.movedSince === null) {
    return { movedTo: permanentUrl, movedSince: new Date(at).toISOString() };
  }
  return at - Date.parse(source.movedSince) >= BELIEVED_AFTER_MS ? { url: permanentUrl, ...stays } : {};
}

function isSameOverTls(from: string, to: string): boolean {
  const one = new URL(from);
  const other = new URL(to);
  return (
    one.protocol === 'http:' &&
    other.protocol === 'https:' &&
    one.hostname === other.hostname &&
    one.port === '' &&
    other.port === '' &&
    one.pathname === other.pathname &&
    one.search === other.search
  );
}
