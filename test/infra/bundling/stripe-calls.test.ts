import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Bundled } from '../../bundled';
import { type Person, Shop } from '../../functions/checkout/shop';
import { request } from '../../request';
import type { StripeEvent } from '../../stripe-double/account';

const FUNCTIONS = path.resolve(__dirname, '../../../functions');

/** What is called of Stripe's library, and what must come of it. */
const CALLS: Record<string, string> = {
  'billingPortal.sessions.create': 'POST /v1/billing_portal/sessions',
  'charges.retrieve': 'GET /v1/charges/:id',
  'checkout.sessions.create': 'POST /v1/checkout/sessions',
  'checkout.sessions.expire': 'POST /v1/checkout/sessions/:id/expire',
  'checkout.sessions.list': 'GET /v1/checkout/sessions',
  'checkout.sessions.retrieve': 'GET /v1/checkout/sessions/:id',
  'customers.create': 'POST /v1/customers',
  'customers.list': 'GET /v1/customers',
  'customers.retrieve': 'GET /v1/customers/:id',
  'disputes.list': 'GET /v1/disputes',
  'events.list': 'GET /v1/events',
  'invoicePayments.list': 'GET /v1/invoice_payments',
  'paymentIntents.cancel': 'POST /v1/payment_intents/:id/cancel',
  'paymentIntents.create': 'POST /v1/payment_intents',
  'paymentIntents.list': 'GET /v1/payment_intents',
  'paymentIntents.retrieve': 'GET /v1/payment_intents/:id',
  'prices.retrieve': 'GET /v1/prices/:id',
  'subscriptions.cancel': 'DELETE /v1/subscriptions/:id',
  'subscriptions.list': 'GET /v1/subscriptions',
};

const FUNCTIONS_CALLED = [
  'checkout',
  'checkout-return',
  'forget-me',
  'me',
  'passes',
  'plans-page',
  'portal',
  'reconcile',
  'stripe-webhook',
];

let shop: Shop;
let bundled: Bundled;

beforeAll(async () => {
  const entries = FUNCTIONS_CALLED.map((name) => [name, `functions/${name}/handler.ts`]);
  bundled = await Bundled.make(Object.fromEntries(entries));
  shop = await Shop.open();
}, 60_000);

afterAll(async () => {
  bundled.stop();
  await shop.close();
});

/** Calls a bundled handler. @param sent an object goes as JSON */
async function call(
  name: string,
  route: string,
  { as, headers, body }: { as?: Person; headers?: Record<string, string>; body?: unknown } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const event = request(route, {
    headers: {
      ...(as && { authorization: `Bearer ${as.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = (await bundled.call(name, event)) as APIGatewayProxyStructuredResultV2;
  const isJson = /json/.test(String(answer.headers?.['content-type']));
  return { status: answer.statusCode ?? 0, body: isJson ? JSON.parse(answer.body ?? '') : {} };
}

const deliver = (event: StripeEvent) =>
  call('stripe-webhook', 'POST /stripe/webhook', shop.stripe.delivery(event));

const lastEvent = (): StripeEvent => {
  const event = shop.stripe.account.events.at(-1);
  if (event === undefined) throw new Error('Nothing has happened at Stripe');
  return event;
};

async function open(as: Person): Promise<string> {
  const { status } = await call('checkout', 'POST /checkout', { as, body: { email: as.reader.address } });
  expect(status).toBe(201);
  return String(shop.all('checkout.session').at(-1)?.id);
}

it('each call of Stripe’s library that the sources make is among those proven here', () => {
  const made = new Set<string>();
  for (const file of readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(path.join(FUNCTIONS, file), 'utf8');
    for (const [, chain = ''] of source.matchAll(/\bstripe\s*\.((?:\s*\w+\s*\.)+\s*\w+)\(/g)) {
      made.add(chain.replaceAll(/\s/g, ''));
    }
  }
  expect([...made].sort()).toEqual(Object.keys(CALLS));
});

it('they work in the bundles, from the first Checkout to the end', async () => {
  const anna = await shop.signIn('anna@example.com');
  const session = await open(anna);
  expect(await open(anna)).toBe(session);
  shop.stripe.account.pay(session);
  const back = `GET /checkout/return?session_id=${session}`;
  expect((await call('checkout-return', back, { as: anna })).status).toBe(200);
  expect((await call('me', 'GET /me', { as: anna })).body).toMatchObject({ plan: 'subscription' });
  expect((await call('plans-page', 'GET /plans')).status).toBe(200);
  expect((await call('portal', 'POST /portal', { as: anna })).status).toBe(201);

  // Their bank asks for the money, by an event that names the payment, and by one that names the charge alone.
  const [subscription] = shop.all('subscription');
  const payment = shop.stripe.account.intentOf(String(subscription?.id));
  shop.stripe.account.dispute(payment);
  expect((await deliver(lastEvent())).body).toEqual({ received: true });
  expect((await call('me', 'GET /me', { as: anna })).body).toMatchObject({ plan: 'free' });
  const { payment_intent: _, ...dispute } = lastEvent().data.object;
  expect((await deliver({ ...lastEvent(), id: 'evt_other', data: { object: dispute } })).status).toBe(200);
  const unsigned = { ...shop.stripe.delivery(lastEvent(), { secret: 'whsec_wrong' }) };
  expect((await call('stripe-webhook', 'POST /stripe/webhook', unsigned)).status).toBe(400);

  const headers = { 'idempotency-key': 'a-key-of-their-own' };
  const body = { email: anna.reader.address };
  expect((await call('passes', 'POST /passes', { headers, body })).status).toBe(201);
  expect(await bundled.call('reconcile', {})).toMatchObject({ failed: 0, left: 0 });

  expect((await call('forget-me', 'DELETE /me?cancel=true', { as: anna })).status).toBe(204);
  const bob = await shop.signIn('bob@example.com');
  await open(bob);
  expect((await call('forget-me', 'DELETE /me', { as: bob })).status).toBe(204);

  const called = new Set(shop.stripe.calls.map(({ route }) => route));
  expect(Object.values(CALLS).filter((route) => !called.has(route))).toEqual([]);
});
