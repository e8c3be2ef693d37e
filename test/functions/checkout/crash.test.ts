import { Fuse } from '../../fuse';
import { type Answered, type Person, Shop } from './shop';

const fuse = new Fuse();
let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open(fuse);
});
afterAll(async () => {
  fuse.stop();
  await shop.close();
});

let people = 0;

/**
 * Kills a request after each number of calls and asks again, until none is killed any more.
 * @param check what must hold after the second request
 */
async function killEverywhere(
  { prepare, ask }: { prepare?: (as: Person) => Promise<void>; ask: (as: Person) => Promise<Answered> },
  check: (answer: Answered, as: Person) => Promise<void>,
): Promise<void> {
  let calls = 0;
  for (; ; calls++) {
    const as = await shop.signIn(`person${++people}@example.com`);
    await prepare?.(as);
    fuse.set(calls);
    const killed = await ask(as);
    const wasKilled = fuse.mend();
    const later = Date.now() + 6_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => later);
    const answer = wasKilled ? await ask(as) : killed;
    clock.mockRestore();
    await check(answer, as);
    if (!wasKilled) break;
  }
  expect(calls).toBeGreaterThan(2);
}

const customersOf = ({ reader }: Person) =>
  shop.all('customer').filter((one) => one['email'] === reader.address);
const openSessionsFor = ({ reader }: Person) =>
  shop
    .all('checkout.session')
    .filter((one) => one['client_reference_id'] === reader.id && one['status'] === 'open');
const paymentsFor = ({ reader }: Person) =>
  shop
    .all('payment_intent')
    .filter(({ metadata }) => (metadata as Record<string, string>)['newsreel_reader'] === reader.id);

describe('a function that is killed between any two of its calls leaves nothing twice:', () => {
  test('a Checkout of a reader', async () => {
    const ask = (as: Person) => shop.call('checkout', 'POST /checkout', { as, body: {} });
    await killEverywhere({ ask }, async ({ status, body }, as) => {
      expect([status, customersOf(as).length]).toEqual([201, 1]);
      expect(openSessionsFor(as).map(({ url }) => url)).toEqual([body['url']]);
    });
  });

  test('a Checkout for an address', async () => {
    const ask = ({ reader }: Person) =>
      shop.call('checkout', 'POST /checkout', { body: { email: reader.address, plan: 'pass' } });
    await killEverywhere({ ask }, async ({ status, body }, as) => {
      expect([status, customersOf(as).length]).toEqual([201, 0]);
      expect(openSessionsFor(as).map(({ url }) => url)).toEqual([body['url']]);
    });
  });

  test.each([true, false])('the payment of a pass (signed in: %s)', async (isSignedIn) => {
    const ask = (as: Person) =>
      shop.call('passes', 'POST /passes', {
        as: isSignedIn ? as : undefined,
        headers: { 'idempotency-key': as.reader.id },
        body: { email: as.reader.address },
      });
    await killEverywhere({ ask }, async ({ status, body }, as) => {
      expect([status, customersOf(as).length]).toEqual([201, 1]);
      expect(paymentsFor(as).map(({ id }) => id)).toEqual([body['paymentIntent']]);
    });
  });

  test('a portal', async () => {
    const ask = (as: Person) => shop.call('portal', 'POST /portal', { as });
    await killEverywhere({ ask }, async ({ status }, as) => {
      expect([status, customersOf(as).length]).toEqual([201, 1]);
    });
  });
});

test('who is being forgotten when a function is killed can ask again, and then is', async () => {
  const subscribe = async (as: Person) => {
    const { body } = await shop.call('checkout', 'POST /checkout', { as, body: {} });
    const session = shop.all('checkout.session').find((one) => one['url'] === body['url']);
    shop.stripe.account.pay(session?.id ?? '');
    await shop.call('checkout-return', `GET /checkout/return?session_id=${session?.id}`, { as });
    await shop.signIn(as.reader.address);
  };
  const ask = (as: Person) => shop.call('forget-me', 'DELETE /me?cancel=true', { as });
  await killEverywhere({ prepare: subscribe, ask }, async ({ status }, { reader }) => {
    // Killed when all was done but the sweeping, they are nobody.
    expect([204, 401]).toContain(status);
    const items = (await shop.service.table.items()).map((item) => JSON.stringify(item));
    const left = items.filter((item) => item.includes(reader.id) || item.includes(reader.address));
    expect(left.filter((item) => !item.includes('LIMIT#'))).toEqual([]);
    const [customer] = shop.all('customer').filter((one) => one['email'] === reader.address);
    const subscription = shop.all('subscription').find((one) => one['customer'] === customer?.id);
    expect(subscription?.['status']).toBe('canceled');
  });
});
