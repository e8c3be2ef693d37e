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
  /** where the forms lead to after our own answer: Stripe's pages */
  origins: readonly string[];
}

/** What is sold just now; null where there is no paid plan. */
export async function readSelling(): Promise<Selling | null> {
  const stripe = await openStripe();
  if (stripe === null) return null;
  const [price] = ourPrices();
  return {
    pass: passOffer(),
    subscription: price === undefined ? null : { price: await subscriptionPrice(stripe, price) },
    origins: stripeOrigins(),
  };
}

/** Stripe's pages, or in their place those of whoever stands in for it. */
function stripeOrigins(): Selling['origins'] {
  const base = process.env['STRIPE_API_BASE'];
  return base ? [new URL(base).origin] : ['https://checkout.stripe.com', 'https://billing.stripe.com'];
}
