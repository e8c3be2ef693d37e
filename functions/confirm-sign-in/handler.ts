import { type Answer, type ApiRequest, api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { requireSameOrigin } from '../http/same-origin';
import { seeOther } from '../pages/answer';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { linkIsOver } from '../pages/link-is-over';
import { problemPage } from '../pages/problem-page';
import { welcomeReader } from '../readers/reader';
import { endSession, openSession, readSession } from '../readers/session';
import { SESSION_COOKIE } from '../readers/session-cookie';
import { readSignInLink, spendSignInLink } from '../readers/sign-in-link';
import { openTable, type Table } from '../table/client';
import { confirmFields } from './fields';

/** `POST /sign-in/confirm`: spends a link. Programs get a token, pages its cookie. */
export const handler = api(confirm, problemPage);

async function confirm(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  const { token: link } = readFields(confirmFields, request);
  // Or another site could sign a person in as somebody else, who would then have what they do (login CSRF). A form
  // can send JSON as well, as plain text.
  requireSameOrigin(request);
  const token = await signInBy(link, openTable());
  if (token === null) return refuse(request);
  const cookies = [SESSION_COOKIE.set(request.url, token)];
  if (isForm(request)) return seeOther('/account', cookies);
  return { ...json(200, { token }, { 'cache-control': 'no-store' }), cookies };
}

/** @returns null where the link does not work, or no longer */
async function signInBy(link: string, table: Table): Promise<string | null> {
  const address = await readSignInLink(table, link);
  if (address === null) return null;
  // Before the link is spent: where this fails it still is good for another try.
  const token = await openSession(table, await welcomeReader(table, address));
  if (await spendSignInLink(table, link)) return token;
  const signedIn = await readSession(table, token);
  if (signedIn !== null) await endSession(table, signedIn);
  return null;
}

function refuse(request: ApiRequest): Promise<Answer> {
  if (isForm(request)) return linkIsOver(400);
  throw new Problem(
    400,
    'Link is over',
    'This link was used, has run out, or never was one: ask for another by POST /sign-in',
  );
}
