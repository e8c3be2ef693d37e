import { openStripe } from '../stripe/client';
import { ourPrices, type PassOffer, passOffer } from '../stripe/settings';
import { subscriptionPrice } from '../stripe/subscription-price';

/** What is sold. */
export interface Selling {
  pass: PassOffer;
  /** null where passes alone are sold */
  subscription: {
    /** such as `€5.00 a month`; null where Stripe's own page is to say it */
    price: string | null;
  } | null;
}

/** What is sold just now; null where there is no paid plan. */
export async function readSelling(): Promise<Selling | null> {
  const stripe = await openStripe();
  if (stripe === null) return null;
  const [price] = ourPrices();
  return {
    pass: passOffer(),
    subscription: price === undefined ? null : { price: await subscriptionPrice(stripe, price) },
  };
}

/**
 * Where the forms of what is sold lead to after our own answer: Stripe's pages, which may be at a domain of the
 * seller's own; whoever stands in for Stripe has them without TLS.
 */
export const stripePages = (): readonly string[] =>
  process.env['STRIPE_API_BASE'] ? ['https:', 'http:'] : ['https:'];
