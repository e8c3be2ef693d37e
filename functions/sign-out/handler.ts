import { authenticate, requireReader } from '../access/authenticate';
import { type Answer, type ApiRequest, api } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { seeOther } from '../pages/answer';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { endSession } from '../readers/session';
import { SESSION_COOKIE } from '../readers/session-cookie';
import { openTable } from '../table/client';

/** `POST /sign-out`: ends the sign-in that the request came with. */
export const handler = api(signOut, problemPage);

async function signOut(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  // Who presses the button once more is where they wanted to be.
  const caller = isForm(request) ? await authenticate(request, table) : await requireReader(request, table);
  if (caller.kind === 'reader') await endSession(table, caller);
  const cookies = [SESSION_COOKIE.clear(request.url)];
  if (isForm(request)) return seeOther('/', cookies);
  return { status: 204, headers: { 'cache-control': 'no-store' }, cookies, body: '' };
}
