import type Stripe from 'stripe';
import { authenticate } from '../access/authenticate';
import { stripeProblem } from '../checkout/stripe-problem';
import { api } from '../http/api';
import { readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { pageAnswer } from '../pages/answer';
import { askedOf } from '../pages/asked';
import { problemPage } from '../pages/problem-page';
import { requireStripe } from '../stripe/client';
import type { StripeClient } from '../stripe/parts';
import { isMissing } from '../stripe/refusals';
import { syncCustomer } from '../stripe/sync';
import type { World } from '../stripe/world';
import { openTable } from '../table/client';
import { outcomeOf } from './outcome';
import { type Return, returnPage } from './page';
import { returnParameters } from './session-id';

/** `GET /checkout/return`: reads what was paid, so that access is there before any webhook. */
export const handler = api(async (request) => {
  const world: World = { stripe: await requireStripe(), table: openTable() };
  const { session_id: id, look = '1' } = readParameters(returnParameters, askedOf(request.url));
  const [{ outcome, reader }, caller] = await Promise.all([
    arrive(world, id).catch(laterIfStripeIsDown),
    authenticate(request, world.table),
  ]);
  const isBuyer = caller.kind === 'reader' && caller.reader.id === reader;
  return pageAnswer(returnPage({ session: id, outcome, isBuyer, look: Number(look) }));
}, problemPage);

interface Arrival {
  outcome: Return['outcome'];
  /** whom it was bought for, by `readerOf`; null where nobody knows */
  reader: string | null;
}

/** Joins the customer of a Checkout to whom it was for, and writes down what they hold. */
async function arrive(world: World, id: string): Promise<Arrival> {
  const session = await retrieve(world.stripe, id);
  const reader = session?.metadata?.['newsreel_reader'];
  // The account may sell other things as well.
  if (session === null || reader === undefined) return { outcome: 'unknown', reader: null };
  const customer = typeof session.customer === 'string' ? session.customer : session.customer?.id;
  const outcome = outcomeOf(session);
  // Before it is paid it proves nothing: anybody may begin to pay with anybody's address.
  if (outcome === 'paid' && customer !== undefined) await syncCustomer(world, customer, { reader });
  return { outcome, reader };
}

async function retrieve(stripe: StripeClient, id: string): Promise<Stripe.Checkout.Session | null> {
  try {
    return await stripe.checkout.sessions.retrieve(id);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The money is safe at Stripe: the page looks again. */
function laterIfStripeIsDown(error: unknown): Arrival {
  const problem = stripeProblem(error);
  if (problem instanceof Problem && problem.status === 503) return { outcome: 'unseen', reader: null };
  throw problem;
}
