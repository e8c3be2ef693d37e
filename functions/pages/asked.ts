import { withoutTracking } from '../feed/tracking';

/** What else is hung on links where they are shared. */
const SHARED = /^(?:ref|ref_(?:src|url)|referrer|_ga|_gl|si|spm|amp|share|via)$/;

/**
 * The parameters of a page's URL that ask for something. A form sends its empty fields too, and others hang
 * parameters on links that say where a reader came from: neither asks for anything.
 */
export function askedOf(url: URL): URLSearchParams {
  const { searchParams } = new URL(withoutTracking(url.href));
  return new URLSearchParams(
    [...searchParams].filter(([name, value]) => value.trim() !== '' && !SHARED.test(name)),
  );
}
