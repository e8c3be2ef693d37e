import Stripe from 'stripe';
import type { StripeClient } from '../stripe/parts';
import { isMissing, isNotForUs } from '../stripe/refusals';

/**
 * The Checkouts of ours that a customer has open; those of other products of the same account are none. Nor are there
 * any for a key that may not list them: what is open is then left to end by itself.
 */
export async function openSessions(
  stripe: StripeClient,
  customer: string,
): Promise<Stripe.Checkout.Session[]> {
  try {
    const sessions = await stripe.checkout.sessions
      .list({ customer, status: 'open', limit: 100 })
      .autoPagingToArray({ limit: 1_000 });
    return sessions.filter(({ metadata }) => metadata?.['newsreel'] !== undefined);
  } catch (error) {
    if (isNotForUs(error)) return [];
    throw error;
  }
}

/** Whether a Checkout can still be paid; what we may not look at is taken to be. */
export async function isOpen(
  stripe: StripeClient,
  { id }: Pick<Stripe.Checkout.Session, 'id'>,
): Promise<boolean> {
  try {
    return (await stripe.checkout.sessions.retrieve(id)).status === 'open';
  } catch (error) {
    if (isMissing(error)) return false;
    if (isNotForUs(error)) return true;
    throw error;
  }
}

/** Closes an open Checkout; one that was paid or closed meanwhile stays as it is. */
export async function closeSession(
  stripe: StripeClient,
  { id }: Pick<Stripe.Checkout.Session, 'id'>,
): Promise<void> {
  try {
    await stripe.checkout.sessions.expire(id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}
