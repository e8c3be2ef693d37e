import { readCustomers } from '../../functions/entitlement/customers';
import { reconcile } from '../../functions/reconcile/reconcile';
import { requireStripe } from '../../functions/stripe/client';
import { openTable } from '../../functions/table/client';
import { type Person, Shop } from '../functions/checkout/shop';
import { deliver } from '../functions/stripe-webhook/deliver';
import { Fuse } from '../fuse';
import type { StripeEvent } from '../stripe-double/account';
import { breakEverywhere } from './everywhere';

const fuse = new Fuse();
let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
  // Of the table alone: Stripe's own client tries again with a key that Stripe knows.
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await fuse.guard(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
});
afterAll(async () => {
  fuse.stop();
  await shop.close();
});

const person = (number: number): Promise<Person> => shop.signIn(`person${number}@example.com`);
const customersOf = ({ reader }: Person) =>
  shop.all('customer').filter((one) => one['email'] === reader.address);
const factsOf = ({ reader }: Person) => readCustomers(shop.service.table, reader.id);

/** Somebody who has a customer at Stripe, and the event of a pass that they bought: nobody has heard of it yet. */
async function buyer(number: number): Promise<{ as: Person; event: StripeEvent }> {
  const as = await person(number);
  const { account } = shop.stripe;
  const { id } = account.createCustomer({
    email: as.reader.address,
    metadata: { newsreel_reader: as.reader.id },
  });
  const before = account.events.length;
  account.buyPass(id);
  return { as, event: account.events[before] as StripeEvent };
}

describe('where the answer to any call of the table is lost,', () => {
  test('a Checkout is one', async () => {
    const calls = await breakEverywhere(fuse, 'unanswered', {
      prepare: person,
      work: (as) => shop.call('checkout', 'POST /checkout', { as, body: {} }),
      check: async ({ status, body }, as) => {
        expect([status, customersOf(as).length]).toEqual([201, 1]);
        const open = shop
          .all('checkout.session')
          .filter((one) => one['client_reference_id'] === as.reader.id && one['status'] === 'open');
        expect(open.map(({ url }) => url)).toEqual([body['url']]);
      },
    });
    expect(calls).toBeGreaterThan(5);
  });

  test('a pass is paid for once', async () => {
    await breakEverywhere(fuse, 'unanswered', {
      prepare: person,
      work: (as) =>
        shop.call('passes', 'POST /passes', {
          as,
          headers: { 'idempotency-key': as.reader.id },
          body: { email: as.reader.address },
        }),
      check: async ({ status, body }, as) => {
        expect([status, customersOf(as).length]).toEqual([201, 1]);
        const payments = shop
          .all('payment_intent')
          .filter(({ metadata }) => (metadata as Record<string, string>)['newsreel_reader'] === as.reader.id);
        expect(payments.map(({ id }) => id)).toEqual([body['paymentIntent']]);
      },
    });
  });

  test('the webhook writes what Stripe holds', async () => {
    await breakEverywhere(fuse, 'unanswered', {
      prepare: buyer,
      work: ({ event }) => deliver(shop.stripe, event),
      check: async (status, { as }) => {
        expect(status).toBe(200);
        expect((await factsOf(as)).map(({ passes }) => passes.length)).toEqual([1]);
      },
    });
  });

  test('a reconciliation does as well', async () => {
    await breakEverywhere(fuse, 'unanswered', {
      prepare: buyer,
      work: async () => {
        const rules = { isPaid: true, graceDays: 7 };
        const world = { table: openTable(), stripe: await requireStripe() };
        return reconcile(world, rules, { until: Date.now() + 60_000, perSecond: 1_000 });
      },
      check: async ({ failed, left }, { as }) => {
        expect([failed, left]).toEqual([0, 0]);
        expect((await factsOf(as)).map(({ passes }) => passes.length)).toEqual([1]);
      },
    });
  });

  test('who has bought and wants to be forgotten is', async () => {
    await breakEverywhere(fuse, 'unanswered', {
      prepare: async (number) => {
        const bought = await buyer(number);
        expect(await deliver(shop.stripe, bought.event)).toBe(200);
        return bought.as;
      },
      work: (as) => shop.call('forget-me', 'DELETE /me', { as }),
      check: async ({ status }, { reader }) => {
        expect(status).toBe(204);
        const items = (await shop.service.table.items()).map((item) => JSON.stringify(item));
        const left = items.filter((item) => item.includes(reader.id) || item.includes(reader.address));
        expect(left.filter((item) => !item.includes('LIMIT#'))).toEqual([]);
      },
    });
  });
});
