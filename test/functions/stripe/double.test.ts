import Stripe from 'stripe';
import { StripeDouble } from '../../stripe-double';

let double: StripeDouble;
let stripe: Stripe;

beforeAll(async () => {
  double = await StripeDouble.start();
  const { hostname: host, port } = new URL(double.url);
  stripe = new Stripe(double.key, { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
});

afterEach(() => {
  double.mend();
  double.answering = undefined;
});

afterAll(() => double.stop());

const code = (error: string) => expect.objectContaining({ code: error });

describe('the double of Stripe refuses what Stripe refuses', () => {
  it.each([
    [
      'a parameter that went with an older version',
      'POST',
      '/v1/payment_intents',
      { amount: '2000', currency: 'eur', payment_method_types: { 0: 'card' } },
      'parameter_unknown',
    ],
    [
      'one deep inside',
      'POST',
      '/v1/checkout/sessions',
      { line_items: { 0: { prize: 'x' } } },
      'parameter_unknown',
    ],
    ['a missing one', 'POST', '/v1/payment_intents', { amount: '2000' }, 'parameter_missing'],
    [
      'a price that is not there',
      'POST',
      '/v1/checkout/sessions',
      { mode: 'subscription', success_url: 'https://a.example', line_items: { 0: { price: 'price_none' } } },
      'resource_missing',
    ],
    [
      'a customer who is not there',
      'POST',
      '/v1/billing_portal/sessions',
      { customer: 'cus_none' },
      'resource_missing',
    ],
    [
      'a customer beside an address',
      'POST',
      '/v1/checkout/sessions',
      {
        mode: 'subscription',
        success_url: 'https://a.example',
        customer_email: 'a@example.com',
        customer: 'cus_00000000000001',
        line_items: { 0: { price: 'price_newsreel' } },
      },
      'parameter_invalid',
    ],
    ['an address that is none', 'POST', '/v1/customers', { email: 'a@b' }, 'email_invalid'],
  ])('%s', async (_, method, path, parameters, error) => {
    if (double.account.store.all('customer').length === 0) double.account.createCustomer();
    await expect(stripe.rawRequest(method, path, parameters)).rejects.toEqual(code(error));
  });

  it('one of a list', async () => {
    const parameters: object = { customers: 'cus_1' };
    await expect(stripe.subscriptions.list(parameters)).rejects.toEqual(code('parameter_unknown'));
  });

  it('a key that is not the account’s', async () => {
    const { hostname: host, port } = new URL(double.url);
    const other = new Stripe('sk_test_other', { host, port, protocol: 'http', telemetry: false });
    await expect(other.customers.list()).rejects.toThrow(Stripe.errors.StripeAuthenticationError);
  });
});

describe('the double of Stripe keeps idempotency keys as Stripe does', () => {
  const create = (email: string, idempotencyKey: string) =>
    stripe.customers.create({ email }, { idempotencyKey });
  const count = () => double.account.store.all('customer').length;

  it('the same request has the same answer, another is refused', async () => {
    const before = count();
    const first = await create('a@example.com', 'k1');
    expect((await create('a@example.com', 'k1')).id).toBe(first.id);
    expect(count()).toBe(before + 1);
    await expect(create('b@example.com', 'k1')).rejects.toThrow(Stripe.errors.StripeIdempotencyError);
  });

  it('one that is under way is a conflict', async () => {
    let open = (): void => {};
    double.answering = () =>
      new Promise<void>((done) => {
        open = done;
      });
    const first = create('a@example.com', 'k2');
    while (double.calls.at(-1)?.idempotencyKey !== 'k2') await new Promise((done) => setTimeout(done, 2));
    await expect(create('a@example.com', 'k2')).rejects.toEqual(code('idempotency_key_in_use'));
    open();
    expect((await first).email).toBe('a@example.com');
  });

  it('an answer that was lost is given again, a failure that was kept too, a refusal is not kept', async () => {
    const before = count();
    double.fail({ when: 'after' });
    await expect(create('a@example.com', 'k3')).rejects.toThrow();
    expect((await create('a@example.com', 'k3')).email).toBe('a@example.com');
    expect(count()).toBe(before + 1);
    double.fail({ isKept: true });
    await expect(create('a@example.com', 'k4')).rejects.toThrow();
    await expect(create('a@example.com', 'k4')).rejects.toThrow();
    await expect(create('no address', 'k5')).rejects.toThrow();
    expect((await create('a@example.com', 'k5')).email).toBe('a@example.com');
  });
});

it('the double of Stripe lists by pages, newest first', async () => {
  const customer = double.account.createCustomer().id;
  const made = Array.from({ length: 25 }, () => double.account.buyPass(customer).id);
  const page = await stripe.paymentIntents.list({ customer });
  expect([page.data.length, page.has_more, page.data[0]?.id]).toEqual([10, true, made.at(-1)]);
  const all: string[] = [];
  for await (const { id } of stripe.paymentIntents.list({ customer, limit: 7 })) all.push(id);
  expect(all).toEqual(made.reverse());
});
