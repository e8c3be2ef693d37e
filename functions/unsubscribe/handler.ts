import { endDigest } from '../digests/roster';
import { readUnsubscribeToken } from '../digests/unsubscribe-token';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { openTable, type Table } from '../table/client';
import { isForAPerson } from './for-a-person';
import { ended, NOT_OUR_LINK, notOurLink } from './pages';
import { unsubscribeParameters } from './parameters';

/**
 * `POST /unsubscribe`: ends the digests that a link is of, whoever sends it from wherever: mail programs do it with
 * one click, and no login.
 * @see https://www.rfc-editor.org/rfc/rfc8058
 */
export const handler = api(unsubscribe, problemPage);

async function unsubscribe(request: ApiRequest): Promise<Answer> {
  const { token = typedToken(request) } = readParameters(unsubscribeParameters, request.query);
  const isEnded = await end(openTable(), token);
  if (isForAPerson(request)) return isEnded ? ended('No more digests') : notOurLink();
  if (!isEnded) throw new Problem(400, 'Not our link', NOT_OUR_LINK);
  return json(200, { unsubscribed: true }, { 'cache-control': 'no-store' });
}

/** The token in a form, '' where there is none. Whatever else it holds is of no concern, as is any other body. */
const typedToken = (request: ApiRequest): string =>
  (isForm(request) && new URLSearchParams(Buffer.from(request.body).toString()).get('token')) || '';

/** @returns false where the token is none of ours, or its reader was forgotten */
async function end(table: Table, token: string): Promise<boolean> {
  const subscription = await readUnsubscribeToken(table, token);
  if (subscription === null) return false;
  return subscription.settings.every === 'never' || endDigest(table, subscription);
}
