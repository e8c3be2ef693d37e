import type Stripe from 'stripe';
import type { PassFacts } from '../entitlement/facts';
import type { StripeClient } from './parts';
import { paymentState } from './payment-state';

/** What marks a payment as one of a pass of ours; `days` stands beside it. */
const PASS = 'pass';
const DAYS = /^[1-9]\d{0,3}$/;

/** Whether a payment is for a pass of ours. */
export const isPass = ({ metadata }: Stripe.PaymentIntent): boolean =>
  metadata['newsreel'] === PASS && DAYS.test(metadata['days'] ?? '');

/** The passes among a customer's payments that succeeded, in the order of their payment. */
export async function passFacts(
  stripe: StripeClient,
  paid: readonly Stripe.PaymentIntent[],
): Promise<PassFacts[]> {
  const passes = await Promise.all(
    paid.filter(isPass).map(async (intent) => ({
      id: intent.id,
      paidAt:
        typeof intent.latest_charge === 'object'
          ? (intent.latest_charge?.created ?? intent.created)
          : intent.created,
      days: Number(intent.metadata['days']),
      payment: await paymentState(stripe, intent),
      amount: intent.amount,
      currency: intent.currency,
    })),
  );
  return passes.sort((one, other) => one.paidAt - other.paidAt || (one.id < other.id ? -1 : 1));
}
