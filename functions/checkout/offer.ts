import type Stripe from 'stripe';
import { notFound } from '../http/problem';
import { ourPrices, type PassOffer, passOffer } from '../stripe/settings';

/** What can be bought: what renews itself until it is cancelled, or days once. */
export type Plan = 'subscription' | 'pass';

/** What is sold just now. @property price `price_…` */
export type Offer = { plan: 'subscription'; price: string } | { plan: 'pass'; pass: PassOffer };

/** The offer of a plan. @throws Problem 404 where it is not sold here */
export function offerOf(plan: Plan): Offer {
  if (plan === 'pass') return { plan, pass: passOffer() };
  const [price] = ourPrices();
  if (price === undefined) throw notFound('There is no subscription here, only passes: plan "pass"');
  return { plan, price };
}

/** The line of a Checkout. A pass has no price of its own at Stripe: our settings say what it costs. */
export const lineItem = (offer: Offer): Stripe.Checkout.SessionCreateParams.LineItem =>
  offer.plan === 'subscription'
    ? { price: offer.price, quantity: 1 }
    : {
        price_data: {
          currency: offer.pass.currency,
          unit_amount: offer.pass.amount,
          product_data: { name: `Newsreel for ${offer.pass.days} days` },
        },
        quantity: 1,
      };

/** An offer in a line, so that a Checkout of older terms is told from one of now. */
export const termsOf = (offer: Offer): string =>
  offer.plan === 'subscription'
    ? offer.price
    : `${offer.pass.amount} ${offer.pass.currency} ${offer.pass.days} days`;

/** What makes a payment at Stripe one for a pass. @param reader whose it is to be, by `readerOf` */
export const passMetadata = ({ days }: PassOffer, reader: string): Record<string, string> => ({
  newsreel: 'pass',
  days: String(days),
  newsreel_reader: reader,
});
