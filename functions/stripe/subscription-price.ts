import type Stripe from 'stripe';
import { isKept } from '../clock/is-kept';
import { log } from '../log/log';
import type { StripeClient } from './parts';
import { priceText } from './price';

/** Prices hardly ever change: at Stripe they can't, and another one comes with a deployment. */
const KEPT_MS = 60 * 60_000;

/** Where Stripe did not answer, or may not tell us: not asked again for each page. */
const KEPT_UNKNOWN_MS = 60_000;

/** A page without the price is better than one that is waited for. */
const LONGEST_MS = 1_500;

interface Kept {
  stripe: StripeClient;
  price: string;
  text: string | null;
  until: number;
}

let kept: Kept | undefined;

/**
 * What a subscription costs, such as `€5.00 a month`, as it was at Stripe within the last hour.
 * @param price `price_…`
 * @returns null where Stripe does not say in time, or it is no plain price for a period
 */
export async function subscriptionPrice(stripe: StripeClient, price: string): Promise<string | null> {
  if (kept?.stripe === stripe && kept.price === price && isKept(kept.until, KEPT_MS)) return kept.text;
  const held = await retrieve(stripe, price);
  const text = held === null ? null : subscriptionPriceText(held);
  kept = { stripe, price, text, until: Date.now() + (held === null ? KEPT_UNKNOWN_MS : KEPT_MS) };
  return text;
}

async function retrieve(stripe: StripeClient, price: string): Promise<Stripe.Price | null> {
  try {
    return await stripe.prices.retrieve(price, {}, { timeout: LONGEST_MS, maxNetworkRetries: 0 });
  } catch (error) {
    log.warn('The price could not be read at Stripe', {}, error);
    return null;
  }
}

type Priced = Pick<Stripe.Price, 'active' | 'billing_scheme' | 'currency' | 'recurring' | 'unit_amount'>;

/**
 * What a price is for a period, in words; null where it is not one amount for each.
 * @see https://docs.stripe.com/api/prices/object
 */
export function subscriptionPriceText(price: Priced): string | null {
  const { active, billing_scheme, currency, recurring, unit_amount } = price;
  const isPlain = active && billing_scheme === 'per_unit' && recurring?.usage_type === 'licensed';
  if (!isPlain || unit_amount === null) return null;
  const { interval, interval_count } = recurring;
  const period = interval_count === 1 ? `a ${interval}` : `every ${interval_count} ${interval}s`;
  return `${priceText(unit_amount, currency)} ${period}`;
}
