import type Stripe from 'stripe';
import type { CustomerFacts } from '../entitlement/facts';
import type { StripeClient } from './parts';
import { passFacts } from './passes';
import { isMissing } from './refusals';
import { ourPrices } from './settings';
import { subscriptionFacts } from './subscriptions';

/** What was read of a customer, and what says whose it is. */
export interface Reading {
  facts: CustomerFacts;
  /** the reader that we named when we made it, or what was bought with it; null where none was */
  named: string | null;
  /** the address that somebody paid us with; null where nothing was paid, or there is none */
  address: string | null;
}

/** Where the id of a reader is written at Stripe: on customers, subscriptions and payments that we make. */
export const READER_METADATA = 'newsreel_reader';
const READER_ID = /^[\w-]{27}$/;

/** What never was paid for proves nothing of whose it is: anybody may begin to pay with anybody's address. */
const UNPAID = ['incomplete', 'incomplete_expired'];

/**
 * Reads all that access may follow from: three calls at once, and more only where a payment is disputed or was given
 * back. What is deleted at Stripe, or belongs to another account or mode, holds nothing.
 * @param customer `cus_…`
 */
export async function readCustomer(stripe: StripeClient, customer: string): Promise<Reading> {
  const readAt = new Date().toISOString();
  const [held, subscriptions, intents] = await Promise.allSettled([
    retrieve(stripe, customer),
    all(stripe.subscriptions.list({ customer, status: 'all', expand: ['data.latest_invoice'], limit: 100 })),
    all(stripe.paymentIntents.list({ customer, expand: ['data.latest_charge'], limit: 100 })),
  ]);
  const holder = fulfilled(held);
  if (holder === null) return { facts: gone(customer, readAt), named: null, address: null };
  const prices = ourPrices();
  const paid = fulfilled(intents).filter(({ status }) => status === 'succeeded');
  const facts: CustomerFacts = {
    customer,
    created: holder.created,
    isDeleted: false,
    subscriptions: await subscriptionFacts(stripe, fulfilled(subscriptions), paid, prices),
    passes: await passFacts(stripe, paid),
    readAt,
  };
  const bought = new Set([
    ...facts.passes.map(({ id }) => id),
    ...facts.subscriptions.flatMap(({ id, status }) => (UNPAID.includes(status) ? [] : [id])),
  ]);
  const named = [holder, ...fulfilled(subscriptions), ...paid]
    .filter((object) => object === holder || bought.has(object.id))
    .map(({ metadata }) => metadata[READER_METADATA])
    .find((reader) => READER_ID.test(reader ?? ''));
  return { facts, named: named ?? null, address: bought.size > 0 ? holder.email : null };
}

/** A customer at Stripe; null where there is none, or no longer. */
export async function retrieve(stripe: StripeClient, customer: string): Promise<Stripe.Customer | null> {
  try {
    const held = await stripe.customers.retrieve(customer);
    return held.deleted ? null : held;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of pages) found.push(one);
  return found;
}

function fulfilled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

const gone = (customer: string, readAt: string): CustomerFacts => ({
  customer,
  created: 0,
  isDeleted: true,
  subscriptions: [],
  passes: [],
  readAt,
});
