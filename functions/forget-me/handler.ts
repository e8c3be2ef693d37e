import { stripeProblem } from '../checkout/stripe-problem';
import { api } from '../http/api';
import { readParameters } from '../http/parameters';
import { requireReader } from '../readers/authenticate';
import { noSessionCookie } from '../readers/session-cookie';
import { openStripe } from '../stripe/client';
import { openTable } from '../table/client';
import { forget } from './forget';
import { forgetParameters } from './parameters';
import { settle } from './settle';

/** `DELETE /me`: forgets the person who asks for it. */
export const handler = api(async (request) => {
  const cancel = readParameters(forgetParameters, request.query).cancel === 'true';
  const table = openTable();
  const signedIn = await requireReader(request, table);
  const stripe = await openStripe();
  try {
    if (stripe !== null) {
      await settle({ table, stripe }, signedIn.reader, { cancel, origin: request.url.origin });
    }
  } catch (error) {
    throw stripeProblem(error);
  }
  await forget(table, signedIn);
  return {
    status: 204,
    headers: { 'cache-control': 'no-store' },
    cookies: [noSessionCookie(request.url)],
    body: '',
  };
});
