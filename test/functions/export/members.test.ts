import { passTime, Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
afterEach(() => jest.restoreAllMocks());

const exportAs = async (as: Awaited<ReturnType<Shop['signIn']>>) =>
  (await shop.call('export', 'GET /export', { as })).status;

test('who has just paid gets the file, with no webhook and nothing else asked for', async () => {
  const as = await shop.signIn('member@example.com');
  expect(await exportAs(as)).toBe(402);
  await shop.call('checkout', 'POST /checkout', { as, body: {} });
  const [session] = shop.all('checkout.session');
  expect(await exportAs(as)).toBe(402);
  shop.stripe.account.pay(session?.id ?? '');
  passTime(2_500);
  expect(await exportAs(as)).toBe(200);
});

test('a renewal of which nothing was heard is looked for before anybody is sent away', async () => {
  const as = await shop.signIn('renewed@example.com');
  await shop.call('portal', 'POST /portal', { as });
  const [customer] = shop.all('customer').filter((one) => one['email'] === as.reader.address);
  const { id } = shop.stripe.account.subscribe(customer?.id ?? '', {
    periodStart: Math.floor(Date.now() / 1000) - 40 * 86_400,
    periodEnd: Math.floor(Date.now() / 1000) - 10 * 86_400,
  });
  passTime(3_700_000);
  expect(await exportAs(as)).toBe(402);
  shop.stripe.account.renew(id);
  passTime(2 * 3_700_000);
  expect(await exportAs(as)).toBe(200);
});

test('where Stripe does not answer a reader is told of the plan, and a member gets the file', async () => {
  const as = await shop.signIn('waiting@example.com');
  await shop.call('checkout', 'POST /checkout', { as, body: {} });
  shop.stripe.fail({ calls: 99 });
  passTime(2_500);
  expect(await exportAs(as)).toBe(402);
  shop.stripe.mend();
});
