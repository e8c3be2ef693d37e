import type Stripe from 'stripe';

/** What became of a Checkout, for whoever comes back from it. */
export type Outcome = 'paid' | 'processing' | 'open' | 'expired';

/**
 * What became of a Checkout. A completed one need not be paid yet: some banks take days.
 * @see https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-payment_status
 */
export function outcomeOf({
  status,
  payment_status,
}: Pick<Stripe.Checkout.Session, 'status' | 'payment_status'>): Outcome {
  if (status === 'expired') return 'expired';
  if (status !== 'complete') return 'open';
  return payment_status === 'unpaid' ? 'processing' : 'paid';
}
