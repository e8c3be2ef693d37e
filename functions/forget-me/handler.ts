import { requireReader } from '../access/authenticate';
import { stripeProblem } from '../checkout/stripe-problem';
import { type Answer, type ApiRequest, api } from '../http/api';
import { inTime } from '../http/in-time';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { log } from '../log/log';
import { seeOther } from '../pages/answer';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { accountUrl } from '../readers/membership';
import type { Reader } from '../readers/reader';
import type { SignedIn } from '../readers/session';
import { SESSION_COOKIE } from '../readers/session-cookie';
import { openStripe } from '../stripe/client';
import type { World } from '../stripe/world';
import { openTable, type Table } from '../table/client';
import { forget } from './forget';
import { forgetParameters } from './parameters';
import { closePayments, settle } from './settle';

/** `DELETE /me`, and `POST /account/delete` for forms, which can't say DELETE: forgets the person who asks for it. */
export const handler = api(
  inTime((request) => (request.method === 'DELETE' ? deleteMe(request) : deleteByForm(request))),
  problemPage,
);

async function deleteMe(request: ApiRequest): Promise<Answer> {
  const cancel = readParameters(forgetParameters, request.query).cancel === 'true';
  const table = openTable();
  const signedIn = await requireReader(request, table);
  await leave(table, signedIn, { cancel, actionUrl: accountUrl(request.url.origin) });
  return forgotten(request);
}

async function deleteByForm(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const signedIn = await requireReader(request, table);
  const cancel = readFields(forgetParameters, request).cancel === 'true';
  await leave(table, signedIn, { cancel, actionUrl: `${accountUrl(request.url.origin)}/delete` });
  return isForm(request)
    ? seeOther('/account?forgotten=true', [SESSION_COOKIE.clear(request.url)])
    : forgotten(request);
}

const forgotten = ({ url }: ApiRequest): Answer => ({
  status: 204,
  headers: { 'cache-control': 'no-store' },
  cookies: [SESSION_COOKIE.clear(url)],
  body: '',
});

interface Terms {
  /** whether a subscription that goes on is cancelled with it */
  cancel: boolean;
  /** the page where that can be said */
  actionUrl: string;
}

async function leave(table: Table, signedIn: SignedIn, terms: Terms): Promise<void> {
  const stripe = await openStripe();
  const customers = stripe === null ? [] : await settleWith({ table, stripe }, signedIn.reader, terms);
  await forget(table, signedIn);
  // What they began to pay at this very moment would be nobody's.
  if (stripe !== null) await closePayments(stripe, customers).catch(logged);
}

async function settleWith(world: World, reader: Reader, terms: Terms): Promise<string[]> {
  try {
    return await settle(world, reader, terms);
  } catch (error) {
    throw stripeProblem(error);
  }
}

/** The person is forgotten, and has nobody to tell. */
function logged(error: unknown): void {
  log.error('Open payments could not be closed at Stripe', error);
}
