import { handler as reconcile } from '../../../functions/reconcile/handler';
import { forgetCustomer } from '../../../functions/stripe/forget';
import { type Person, readerIdOf, Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

let people = 0;
const email = () => `person${++people}@example.com`;

/** Forgets the next customer who is read at Stripe, before the answer is there. @returns who that was */
function forgetWhoIsReadNext(): Promise<string> {
  return new Promise((done) => {
    shop.stripe.answering = async ({ route, sent }) => {
      const [, customer] = /customer=(cus_\w+)/.exec(sent) ?? [];
      if (route !== 'GET /v1/subscriptions' || customer === undefined) return;
      shop.stripe.answering = undefined;
      await forgetCustomer(shop.service.table, customer);
      done(customer);
    };
  });
}

/** The ids of the customers that are somebody's, as the table has it. */
async function customersOf(reader: string): Promise<string[]> {
  const items = await shop.service.table.items(`READER#${reader}`);
  return items.flatMap(({ SK }) => /^CUSTOMER#(.+)$/.exec(SK?.S ?? '')?.[1] ?? []);
}

/** A Checkout that nobody who is signed in has paid. */
async function paidCheckout(address: string): Promise<string> {
  const { body } = await shop.call('checkout', 'POST /checkout', { body: { email: address } });
  const session = shop.all('checkout.session').find(({ url }) => url === body['url']);
  shop.stripe.account.pay(session?.id ?? '');
  return session?.id ?? '';
}

describe('a customer who is forgotten while they are read is left by', () => {
  test('the way back from Checkout', async () => {
    const address = email();
    const session = await paidCheckout(address);
    const forgotten = forgetWhoIsReadNext();
    await shop.call('checkout-return', `GET /checkout/return?session_id=${session}`);
    expect(await forgotten).toMatch(/^cus_/);
    expect(await customersOf(readerIdOf(address))).toEqual([]);
  });

  test('the reconciliation', async () => {
    const address = email();
    await paidCheckout(address);
    const forgotten = forgetWhoIsReadNext();
    await reconcile({ id: 'event-1' }, { getRemainingTimeInMillis: () => 60_000 });
    expect(await forgotten).toMatch(/^cus_/);
    expect(await customersOf(readerIdOf(address))).toEqual([]);
  });

  const asks: [string, (as: Person) => Promise<{ status: number }>][] = [
    ['the portal', (as) => shop.call('portal', 'POST /portal', { as })],
    [
      'a pass',
      (as) =>
        shop.call('passes', 'POST /passes', {
          as,
          headers: { 'idempotency-key': `key-${as.reader.id}` },
          body: { email: as.reader.address },
        }),
    ],
  ];

  test.each(asks)('%s, which gets another one', async (_, ask) => {
    const as = await shop.signIn(email());
    const forgotten = forgetWhoIsReadNext();
    expect((await ask(as)).status).toBe(201);
    const left = await customersOf(as.reader.id);
    expect(left).toHaveLength(1);
    expect(left).not.toContain(await forgotten);
  });
});
