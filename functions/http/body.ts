import type { ApiRequest } from './api';
import { Problem } from './problem';

/** What is taken for JSON: JSON types, and what `fetch` and `curl` send where nobody says what it is. */
const JSON_TYPE =
  /^(?:application\/(?:[\w.+-]+\+)?json|text\/plain|application\/x-www-form-urlencoded)\s*(?:;|$)/i;

/**
 * A request's body as JSON.
 * @throws Problem 400 where it is none, 415 where it says that it is something else
 */
export function readJsonBody({ headers, body }: Pick<ApiRequest, 'headers' | 'body'>): unknown {
  const type = headers['content-type']?.trim() ?? '';
  if (type !== '' && !JSON_TYPE.test(type)) {
    throw new Problem(415, 'Unsupported media type', 'The body must be JSON: content-type application/json');
  }
  if (body.length === 0) throw notJson('The body must be JSON; there is none');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw notJson('The body is not JSON in UTF-8');
  }
}

const notJson = (detail: string): Problem => new Problem(400, 'Wrong body', detail);
