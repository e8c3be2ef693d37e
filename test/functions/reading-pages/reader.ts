import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handler } from '../../../functions/reading-pages/handler';
import { request } from '../../request';

/** A page as a browser gets it. */
export interface Shown {
  status: number;
  headers: Record<string, string>;
  /** without its style, which is the same everywhere */
  html: string;
}

/** What a browser sends besides. */
interface Sent {
  cookies?: string[];
  headers?: Record<string, string>;
}

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** Opens a page. @param path such as `/read/01M8…?utm_source=mail` */
export async function open(path: string, { cookies = [], headers = {} }: Sent = {}): Promise<Shown> {
  const [, , last] = (path.split('?')[0] ?? '').split('/');
  const result: APIGatewayProxyStructuredResultV2 = await handler(
    request(`GET ${path}`, {
      headers: { ...BROWSER, ...headers },
      cookies,
      ...(last !== undefined && { pathParameters: { id: decodeURIComponent(last), file: last } }),
    }),
  );
  return {
    status: result.statusCode ?? 0,
    headers: result.headers as Record<string, string>,
    html: (result.body ?? '').replace(/<style>.*?<\/style>/s, ''),
  };
}

/** The titles of a page's articles, in their order. */
export const titlesIn = ({ html }: Shown): string[] =>
  [...html.matchAll(/<h3 dir="auto"><a[^>]*>([^<]*)<\/a>/g)].map(([, title = '']) => title);

/** The headings of a page's days. */
export const daysIn = ({ html }: Shown): string[] =>
  [...html.matchAll(/<section class="day"[^>]*>\s*<h2>([^<]*)</g)].map(([, name = '']) => name);

/** Where the first link with this text leads; null where there is none. */
export function linkIn({ html }: Shown, text: string): string | null {
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
  const [, href] = links.find(([, , label]) => label?.includes(text)) ?? [];
  return href?.replaceAll('&amp;', '&') ?? null;
}
