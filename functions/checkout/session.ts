import type Stripe from 'stripe';
import type { Address } from '../readers/address';
import { lineItem, type Offer, passMetadata, termsOf } from './offer';

/** Who pays: a customer that Stripe knows, or somebody of whom there is no more than what they typed. */
export type Payer = { customer: string } | { customer_email: Address };

export interface Order {
  offer: Offer;
  /** whose access it is to be, by `readerOf` */
  reader: string;
  payer: Payer;
  /** of our pages: where Stripe sends the person back to */
  origin: string;
}

type Parameters = Stripe.Checkout.SessionCreateParams;

/**
 * The Checkout of an order. An anonymous one carries the address and no customer, whose saved cards it would show;
 * Stripe makes it a customer of its own.
 * @see https://docs.stripe.com/api/checkout/sessions/create
 */
export const sessionParameters = ({ offer, reader, payer, origin }: Order): Parameters => ({
  ...payer,
  ui_mode: 'hosted_page',
  line_items: [lineItem(offer)],
  client_reference_id: reader,
  metadata: { newsreel: offer.plan, newsreel_reader: reader, newsreel_terms: termsOf(offer) },
  success_url: `${origin}/checkout/return?session_id={CHECKOUT_SESSION_ID}`,
  cancel_url: `${origin}/account`,
  ...(offer.plan === 'subscription'
    ? {
        mode: 'subscription',
        subscription_data: { metadata: { newsreel: 'subscription', newsreel_reader: reader } },
      }
    : {
        mode: 'payment',
        payment_intent_data: { metadata: passMetadata(offer.pass, reader) },
        // Where there is a customer already Stripe takes no word on making one.
        ...('customer' in payer ? {} : { customer_creation: 'always' }),
      }),
});

/** Enough to find the card and type it in. */
const LEAST_SECONDS = 30 * 60;

/** Whether an open Checkout sells the plan that parameters would open one for. */
export const sellsTheSame = ({ metadata }: Stripe.Checkout.Session, parameters: Parameters): boolean =>
  metadata?.['newsreel'] === parameters.metadata?.['newsreel'];

/** Whether an open Checkout of that plan does as well as a new one: on the same terms, and for a while to come; the customer is not expanded. */
export const isAsGood = (
  { metadata, customer, success_url, expires_at }: Stripe.Checkout.Session,
  parameters: Parameters,
  now: number,
): boolean =>
  metadata?.['newsreel_terms'] === parameters.metadata?.['newsreel_terms'] &&
  customer === parameters.customer &&
  success_url === parameters.success_url &&
  expires_at >= now / 1000 + LEAST_SECONDS;
