import type Stripe from 'stripe';

/**
 * What of Stripe's API is called here. The rest of the library, three fifths of it, is left out of the bundles; the
 * type below keeps the code from using what is not there.
 */
export const STRIPE_PARTS = [
  'billingPortal',
  'charges',
  'checkout',
  'customers',
  'disputes',
  'events',
  'invoicePayments',
  'paymentIntents',
  'prices',
  'subscriptions',
] as const satisfies readonly (keyof Stripe)[];

/** Stripe's API as far as it is called here. */
export type StripeClient = Pick<Stripe, (typeof STRIPE_PARTS)[number]>;
