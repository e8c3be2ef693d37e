import type { ApiRequest } from './api';

/** What a caller may show for a token in the Authorization header. */
export type Given = { kind: 'nothing' } | { kind: 'unreadable' } | { kind: 'token'; token: string };

/**
 * The token of the Authorization header: Bearer, or Basic with the token as user name and no password, as Stripe
 * has it.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 * @see https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
export function givenToken({ authorization }: ApiRequest['headers']): Given {
  if (authorization === undefined) return { kind: 'nothing' };
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return { kind: 'token', token: value };
  if (scheme.toLowerCase() !== 'basic') return { kind: 'unreadable' };
  const [token = '', password = ''] = Buffer.from(value, 'base64').toString('utf8').split(/:(.*)/s);
  return password === '' ? { kind: 'token', token } : { kind: 'unreadable' };
}
