import type Stripe from 'stripe';
import { createOnce } from '../checkout/create-once';
import { passMetadata } from '../checkout/offer';
import { type Address, readerOf } from '../readers/address';
import type { Reader } from '../readers/reader';
import { awaitStranger } from '../stripe/awaited';
import { ensureCustomer } from '../stripe/customers';
import type { StripeClient } from '../stripe/parts';
import { expectPayment } from '../stripe/refresh';
import { passOffer } from '../stripe/settings';
import type { World } from '../stripe/world';

/** What a page of one's own needs for taking the payment (Stripe's Payment Element), and what to show beside it. */
export interface PassPayment {
  clientSecret: string;
  paymentIntent: string;
  customer: string;
  /** in the currency's smallest unit */
  amount: number;
  currency: string;
}

/**
 * Begins the payment of a pass. A reader pays as their one customer; for an address that somebody typed a new
 * customer is made, which nothing but this payment belongs to.
 * @param attempt the same for all tries of one request
 * @see https://docs.stripe.com/api/payment_intents/create
 */
export async function beginPass(
  world: World,
  buyer: Reader | Address,
  attempt: string,
): Promise<PassPayment> {
  const isReader = typeof buyer !== 'string';
  const customer = isReader
    ? await ensureCustomer(world, buyer)
    : await makeCustomer(world.stripe, buyer, attempt);
  const intent = await makePayment(world.stripe, customer, isReader ? buyer.id : readerOf(buyer), attempt);
  if (isReader) await expectPayment(world.table, buyer.id, customer);
  else await awaitStranger(world.table, readerOf(buyer), { customer });
  const { client_secret: clientSecret, id: paymentIntent, amount, currency } = intent;
  if (clientSecret === null) throw new Error(`The payment ${paymentIntent} has no client secret`);
  return { clientSecret, paymentIntent, customer, amount, currency };
}

/** Its metadata names no reader: only a payment makes it one of theirs. */
async function makeCustomer(stripe: StripeClient, address: Address, attempt: string): Promise<string> {
  const { id } = await createOnce(
    attempt,
    { email: address, metadata: { newsreel: 'pass' } },
    (parameters, options) => stripe.customers.create(parameters, options),
  );
  return id;
}

/** Without `receipt_email`: whether customers get receipts is a setting of the account, for all payments alike. */
function makePayment(
  stripe: StripeClient,
  customer: string,
  reader: string,
  attempt: string,
): Promise<Stripe.PaymentIntent> {
  const pass = passOffer();
  return createOnce(
    attempt,
    {
      amount: pass.amount,
      currency: pass.currency,
      customer,
      automatic_payment_methods: { enabled: true },
      description: `Newsreel for ${pass.days} days`,
      metadata: passMetadata(pass, reader),
    },
    (parameters, options) => stripe.paymentIntents.create(parameters, options),
  );
}
