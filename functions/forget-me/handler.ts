import { stripeProblem } from '../checkout/stripe-problem';
import { type ApiRequest, api } from '../http/api';
import { readParameters } from '../http/parameters';
import { requireReader } from '../readers/authenticate';
import type { Reader } from '../readers/reader';
import { noSessionCookie } from '../readers/session-cookie';
import { openStripe } from '../stripe/client';
import type { World } from '../stripe/world';
import { openTable } from '../table/client';
import { forget } from './forget';
import { forgetParameters } from './parameters';
import { closePayments, settle } from './settle';

/** `DELETE /me`: forgets the person who asks for it. */
export const handler = api(async (request) => {
  const cancel = readParameters(forgetParameters, request.query).cancel === 'true';
  const table = openTable();
  const signedIn = await requireReader(request, table);
  const stripe = await openStripe();
  const customers =
    stripe === null ? [] : await settleWith({ table, stripe }, signedIn.reader, request, cancel);
  await forget(table, signedIn);
  // What they began to pay at this very moment would be nobody's.
  if (stripe !== null) await closePayments(stripe, customers).catch(logged);
  return {
    status: 204,
    headers: { 'cache-control': 'no-store' },
    cookies: [noSessionCookie(request.url)],
    body: '',
  };
});

async function settleWith(
  world: World,
  reader: Reader,
  { url }: ApiRequest,
  cancel: boolean,
): Promise<string[]> {
  try {
    return await settle(world, reader, { cancel, origin: url.origin });
  } catch (error) {
    throw stripeProblem(error);
  }
}

/** The person is forgotten, and has nobody to tell. */
function logged(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    JSON.stringify({ level: 'error', message: 'Open payments could not be closed at Stripe', reason }),
  );
}
