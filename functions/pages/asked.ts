import { withoutTracking } from '../feed/tracking';

/**
 * The parameters of a page's URL that ask for something. A form sends its empty fields too, and others hang
 * parameters on links that say where a reader came from: neither asks for anything.
 */
export function askedOf(url: URL): URLSearchParams {
  const { searchParams } = new URL(withoutTracking(url.href));
  return new URLSearchParams([...searchParams].filter(([, value]) => value.trim() !== ''));
}
