import * as z from 'zod/mini';
import { plain } from './plain';
import type { Service } from './service';

const problemShape = z.object({
  detail: z.optional(z.string()),
  title: z.optional(z.string()),
  actionUrl: z.optional(z.string()),
});
const gatewayShape = z.object({ message: z.string() });

/** Of what a server says, so much is shown. */
const LONGEST_DETAIL = 500;

/**
 * What an answer that is no success says, in words; null where it is none of a Newsreel.
 * @param body as text
 * @param shown which token it was asked with
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function refusalOf(
  status: number,
  type: string,
  body: string,
  shown: Pick<Service, 'token' | 'isKept'>,
): string | null {
  const said = detailOf(status, type, body);
  const detail = said === null ? null : plain(said).slice(0, LONGEST_DETAIL).replace(/\.$/, '');
  switch (status) {
    case 401:
      return unauthorized(detail ?? 'It wants a token', shown);
    case 402:
      return `${detail ?? 'This needs a plan'}.`;
    case 403:
      return `${detail ?? 'This token may not do that'}. Give another by NEWS_TOKEN or --token.`;
    case 429:
      return `${detail ?? 'It is asked too often'}. Try again later.`;
    default:
      if (status >= 500) return `${detail ?? 'It failed. Try again later'} (HTTP ${status}).`;
      return detail === null ? null : `${detail}.`;
  }
}

function unauthorized(detail: string, { token, isKept }: Pick<Service, 'token' | 'isKept'>): string {
  if (isKept) return 'You are signed in there no longer. Sign in again: `news sign-in`.';
  if (token !== null) return `${detail}. Give it by NEWS_TOKEN or --token.`;
  // What its further sentences say of HTTP is of no use here.
  const [need = detail] = detail.split('. ');
  return `${need}. Sign in by \`news sign-in\`, or give a token by NEWS_TOKEN or --token.`;
}

function detailOf(status: number, type: string, body: string): string | null {
  if (!/^application\/(?:problem\+)?json\b/i.test(type)) return null;
  const value = parseJson(body);
  const problem = problemShape.safeParse(value);
  if (problem.success && (problem.data.detail ?? problem.data.title)) {
    const { detail, title, actionUrl = '' } = problem.data;
    const said = detail ?? title ?? '';
    return said.includes(actionUrl) ? said : `${said}: ${actionUrl}`;
  }
  // What API Gateway says itself. Of a route that is not there it knows nothing worth telling.
  const gateway = gatewayShape.safeParse(value);
  return gateway.success && status !== 404 ? gateway.data.message : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
