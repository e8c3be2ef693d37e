import type Stripe from 'stripe';
import type { PaymentState } from '../entitlement/facts';
import type { StripeClient } from './parts';

/** From what leaves access to what ends it: of several payments of one thing the last counts. */
const GRAVITY: readonly PaymentState[] = ['kept', 'disputed', 'refunded', 'lost'];

/** The gravest of some states. */
export const gravest = (states: readonly PaymentState[]): PaymentState =>
  GRAVITY.findLast((state) => states.includes(state)) ?? 'kept';

/**
 * What became of a payment that succeeded. It is asked of Stripe only where its charge says that it is disputed.
 * @param intent with its latest charge, expanded or not
 */
export async function paymentState(
  stripe: StripeClient,
  { id, latest_charge: latest }: Stripe.PaymentIntent,
): Promise<PaymentState> {
  const charge = typeof latest === 'string' ? await stripe.charges.retrieve(latest) : latest;
  if (charge === null) return 'kept';
  // A part that was given back is no end: an apology, or a wrong tax.
  if (charge.refunded) return 'refunded';
  if (!charge.disputed) return 'kept';
  const states: PaymentState[] = [];
  for await (const { status } of stripe.disputes.list({ payment_intent: id, limit: 100 })) {
    states.push(disputeState(status));
  }
  return gravest(states);
}

/**
 * What a dispute makes of its payment. With an inquiry (`warning_…`) no money has moved, and one that was prevented
 * is a refund, which the charge tells. One that we don't know is open: no access until it is known.
 * @see https://docs.stripe.com/api/disputes/object#dispute_object-status
 */
function disputeState(status: string): PaymentState {
  if (status === 'lost') return 'lost';
  return status === 'won' || status === 'prevented' || status.startsWith('warning_') ? 'kept' : 'disputed';
}
