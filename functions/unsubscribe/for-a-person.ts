import type { ApiRequest } from '../http/api';
import { isForm } from '../pages/is-form';

/** What a mail program sends in place of the person, who sees nothing of the answer (RFC 8058, section 3.1). */
const ONE_CLICK = 'List-Unsubscribe=One-Click';

/** Whether a person waits for a page: their browser says so, or sent the form of ours. */
export function isForAPerson({ headers, body }: Pick<ApiRequest, 'headers' | 'body'>): boolean {
  if (/\btext\/html\b/i.test(headers['accept'] ?? '')) return true;
  return isForm({ headers, body }) && !Buffer.from(body).includes(ONE_CLICK);
}
