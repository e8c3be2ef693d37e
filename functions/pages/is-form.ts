import type { ApiRequest } from '../http/api';

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
const OPENING_BRACE = '{'.charCodeAt(0);

/**
 * Whether a form on a page sent this, which is answered with a page. `curl -d` gives JSON a form's type as well; no
 * field of ours begins with a brace.
 */
export const isForm = ({ headers, body }: Pick<ApiRequest, 'headers' | 'body'>): boolean =>
  FORM_TYPE.test(headers['content-type']?.trim() ?? '') && body[0] !== OPENING_BRACE;
