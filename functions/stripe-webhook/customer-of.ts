import type Stripe from 'stripe';
import { isMissing } from '../stripe/refusals';

/** After which of Stripe's events access may be another than before. */
const KINDS: ReadonlySet<string> = new Set([
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'customer.deleted',
  'customer.updated',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'refund.updated',
  'refund.failed',
]);

/**
 * The customer that an event is about: all that is believed of it.
 * @returns null where it is about none, or of a kind that changes no access
 */
export async function customerOf(stripe: Stripe, { type, data }: Stripe.Event): Promise<string | null> {
  if (!KINDS.has(type)) return null;
  const object = data.object as unknown as Record<string, unknown>;
  if (object['object'] === 'customer') return idOf(object);
  return idOf(object['customer']) ?? payer(stripe, idOf(object['payment_intent']), idOf(object['charge']));
}

/** A dispute and a refund name what was paid, not who paid. */
async function payer(stripe: Stripe, intent: string | null, charge: string | null): Promise<string | null> {
  try {
    if (intent !== null) return idOf((await stripe.paymentIntents.retrieve(intent)).customer);
    if (charge !== null) return idOf((await stripe.charges.retrieve(charge)).customer);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return null;
}

/** The id of what stands there by its id or whole. */
function idOf(reference: unknown): string | null {
  if (typeof reference === 'string') return reference;
  const id = typeof reference === 'object' && reference !== null && 'id' in reference ? reference.id : null;
  return typeof id === 'string' ? id : null;
}
