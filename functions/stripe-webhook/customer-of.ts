import type Stripe from 'stripe';
import type { StripeClient } from '../stripe/parts';
import { isMissing } from '../stripe/refusals';

/**
 * The customer that an event is about, of whatever kind it is: all that is believed of it.
 * @returns null where it is about none
 */
export async function customerOf(stripe: StripeClient, { data }: Stripe.Event): Promise<string | null> {
  const object = data.object as unknown as Record<string, unknown>;
  if (object['object'] === 'customer') return idOf(object);
  return idOf(object['customer']) ?? payer(stripe, idOf(object['payment_intent']), idOf(object['charge']));
}

/** A dispute and a refund name what was paid, not who paid. */
async function payer(
  stripe: StripeClient,
  intent: string | null,
  charge: string | null,
): Promise<string | null> {
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
