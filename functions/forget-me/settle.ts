import Stripe from 'stripe';
import { readSubscriptions } from '../checkout/live';
import { closeSession, openSessions } from '../checkout/open-sessions';
import { readCustomers } from '../entitlement/customers';
import { goesOn, isOver, type SubscriptionFacts } from '../entitlement/facts';
import { Problem } from '../http/problem';
import type { Reader } from '../readers/reader';
import type { StripeClient } from '../stripe/parts';
import { isPass } from '../stripe/passes';
import { isMissing, isNotForUs } from '../stripe/refusals';
import type { World } from '../stripe/world';

/**
 * Sees to it that Stripe charges a person for nothing more: open Checkouts are closed, and subscriptions cancelled
 * where that was asked for.
 * @param actionUrl the page where that can be said
 * @returns their customers
 * @throws Problem 409 where a subscription would go on, and nothing was said of cancelling it
 */
export async function settle(
  world: World,
  reader: Reader,
  { cancel, actionUrl }: { cancel: boolean; actionUrl: string },
): Promise<string[]> {
  const customers = await customersOf(world, reader);
  if (!cancel) refuseGoingOn(await readSubscriptions(world, reader.id, customers), actionUrl);
  await closePayments(world.stripe, customers);
  // Read after that, as one of them may have been paid at the last moment.
  const subscriptions = await readSubscriptions(world, reader.id, customers);
  if (!cancel) refuseGoingOn(subscriptions, actionUrl);
  for (const subscription of cancel ? subscriptions : []) {
    if (!isOver(subscription)) await cancelNow(world.stripe, subscription);
  }
  return customers;
}

/** Closes what customers of somebody could still pay: open Checkouts, and passes whose payment was only begun. */
export async function closePayments(stripe: StripeClient, customers: readonly string[]): Promise<void> {
  for (const customer of customers) {
    for (const session of await openSessions(stripe, customer)) await closeSession(stripe, session);
    for await (const intent of stripe.paymentIntents.list({ customer, limit: 100 })) {
      if (isPass(intent) && BEGUN.includes(intent.status)) await cancelPayment(stripe, intent);
    }
  }
}

/** Of a payment that nobody has made yet. @see https://docs.stripe.com/payments/paymentintents/lifecycle */
const BEGUN: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** One of a Checkout is closed with it, and one that is paid this moment stays. */
async function cancelPayment(stripe: StripeClient, { id }: Stripe.PaymentIntent): Promise<void> {
  try {
    await stripe.paymentIntents.cancel(id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

/** The reader's customers, and those of their address that may be theirs: a webhook can be late, or lost. */
async function customersOf({ table, stripe }: World, { id, address }: Reader): Promise<string[]> {
  const known = await readCustomers(table, id);
  const ofAddress = await stripe.customers
    .list({ email: address, limit: 100 })
    .autoPagingToArray({ limit: 1_000 })
    .catch((error: unknown) => {
      if (isNotForUs(error)) return [];
      throw error;
    });
  return [...new Set([...known, ...ofAddress].map((one) => ('customer' in one ? one.customer : one.id)))];
}

function refuseGoingOn(subscriptions: SubscriptionFacts[], actionUrl: string): void {
  if (!subscriptions.some(goesOn)) return;
  throw new Problem(
    409,
    'Subscribed still',
    'You have a subscription that goes on. Cancel it first, or say that it is to be cancelled now (cancel=true).',
    [],
    {},
    { actionUrl },
  );
}

async function cancelNow(stripe: StripeClient, { id }: SubscriptionFacts): Promise<void> {
  try {
    await stripe.subscriptions.cancel(id);
  } catch (error) {
    // Somebody else was first.
    if (!isMissing(error)) throw error;
  }
}
