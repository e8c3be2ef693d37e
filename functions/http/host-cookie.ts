import type { ApiRequest } from './api';

/**
 * A cookie of one's own browser, for no script to read. It is `Secure` but on plain http, which exists in the local
 * run alone; elsewhere its prefix keeps neighbours under the same domain from setting it.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2
 */
export class HostCookie {
  constructor(
    private readonly name: string,
    private readonly settings: { sameSite: 'Lax' | 'Strict'; seconds: number },
  ) {}

  /** `Set-Cookie` with a value. */
  set(url: URL, value: string): string {
    return this.written(url, value, this.settings.seconds);
  }

  /** `Set-Cookie` that takes it away. */
  clear(url: URL): string {
    return this.written(url, '', 0);
  }

  /** The value that a request brings; null where there is none. */
  read({ cookies, url }: Pick<ApiRequest, 'cookies' | 'url'>): string | null {
    const prefix = `${this.nameAt(url)}=`;
    return cookies.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) || null;
  }

  private written(url: URL, value: string, seconds: number): string {
    const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=${this.settings.sameSite}`;
    return `${this.nameAt(url)}=${value}; ${attributes}${isPlain(url) ? '' : '; Secure'}`;
  }

  private nameAt(url: URL): string {
    return isPlain(url) ? this.name : `__Host-${this.name}`;
  }
}

const isPlain = ({ protocol }: URL): boolean => protocol === 'http:';
