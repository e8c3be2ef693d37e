import Stripe from 'stripe';

/** The Checkouts of ours that a customer has open; those of other products of the same account are none. */
export async function openSessions(stripe: Stripe, customer: string): Promise<Stripe.Checkout.Session[]> {
  const sessions = await stripe.checkout.sessions
    .list({ customer, status: 'open', limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return sessions.filter(({ metadata }) => metadata?.['newsreel'] !== undefined);
}

/** Closes an open Checkout; one that was paid or closed meanwhile stays as it is. */
export async function closeSession(stripe: Stripe, { id }: Stripe.Checkout.Session): Promise<void> {
  try {
    await stripe.checkout.sessions.expire(id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}
