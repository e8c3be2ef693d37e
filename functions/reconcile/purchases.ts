import type { StripeClient } from '../stripe/parts';

/** What a purchase leaves behind, whoever has bought. */
const PURCHASES = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'customer.subscription.created',
  'payment_intent.succeeded',
];

/** How far back is looked: some days may have failed. Stripe keeps its events for thirty. */
const LOOK_BACK_SECONDS = 3 * 86_400;

/**
 * The customers that lately bought something, and when they did last, in seconds since 1970: also those whose
 * webhook and return page were both lost, of whom the table knows nothing.
 * @param now seconds since 1970
 * @see https://docs.stripe.com/api/events/list
 */
export async function readPurchases(stripe: StripeClient, now: number): Promise<Map<string, number>> {
  const purchases = new Map<string, number>();
  const events = stripe.events.list({
    types: PURCHASES,
    created: { gte: Math.floor(now) - LOOK_BACK_SECONDS },
    limit: 100,
  });
  for await (const { created, data } of events) {
    const customer = (data.object as { customer?: unknown }).customer;
    if (typeof customer === 'string')
      purchases.set(customer, Math.max(created, purchases.get(customer) ?? 0));
  }
  return purchases;
}
