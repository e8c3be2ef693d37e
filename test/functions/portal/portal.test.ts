import { Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
afterEach(() => {
  shop.stripe.mend();
});

let people = 0;
const someone = () => shop.signIn(`person${++people}@example.com`);
const portalAt = (url: unknown) =>
  shop.all('billing_portal.session').find((session) => session['url'] === url);

test('a reader who never paid gets in, as a customer made for it', async () => {
  const as = await someone();
  const { status, headers, body } = await shop.call('portal', 'POST /portal', { as });
  expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
  const session = portalAt(body['url']);
  expect(session?.['return_url']).toBe('https://news.example/account');
  expect(shop.stripe.account.customer(String(session?.['customer']))['email']).toBe(as.reader.address);
});

test.each(['active', 'past_due', 'unpaid', 'paused', 'canceled', 'incomplete_expired', 'from_the_future'])(
  'with a subscription that is %s it is its customer’s portal',
  async (status) => {
    const as = await someone();
    const first = await shop.call('portal', 'POST /portal', { as });
    const customer = String(portalAt(first.body['url'])?.['customer']);
    shop.stripe.account.subscribe(customer, { status });
    const { body } = await shop.call('portal', 'POST /portal', { as, body: {} });
    expect(portalAt(body['url'])?.['customer']).toBe(customer);
  },
);

test('a customer who was deleted at Stripe is replaced', async () => {
  const as = await someone();
  const first = await shop.call('portal', 'POST /portal', { as });
  const customer = String(portalAt(first.body['url'])?.['customer']);
  shop.stripe.account.deleteCustomer(customer);
  const { status, body } = await shop.call('portal', 'POST /portal', { as });
  expect(status).toBe(201);
  expect(portalAt(body['url'])?.['customer']).not.toBe(customer);
});

test('many clicks at once make one customer', async () => {
  const as = await someone();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => shop.call('portal', 'POST /portal', { as })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  expect(shop.all('customer').filter((one) => one['email'] === as.reader.address)).toHaveLength(1);
});

test('a form leads there; from another site it does not', async () => {
  const as = await someone();
  const from = (origin: string) =>
    shop.call('portal', 'POST /portal', {
      cookies: [`__Host-newsreel=${as.token}`],
      form: {},
      headers: { origin },
    });
  const { status, headers } = await from('https://news.example');
  expect([status, portalAt(headers['location']) !== undefined]).toEqual([303, true]);
  expect((await from('https://evil.example')).status).toBe(403);
});

test('nobody and the admin have none; Stripe may be down', async () => {
  const admin = { headers: { authorization: 'Bearer the-admin-token' } };
  expect((await shop.call('portal', 'POST /portal')).status).toBe(401);
  expect((await shop.call('portal', 'POST /portal', admin)).status).toBe(403);
  const as = await someone();
  expect((await shop.call('portal', 'POST /portal', { as, body: { customer: 'cus_1' } })).status).toBe(400);
  shop.stripe.fail({ calls: 9 });
  expect((await shop.call('portal', 'POST /portal', { as })).status).toBe(503);
});

test('a form of nobody is shown the way in, and one that is refused the way on', async () => {
  const nobody = await shop.call('portal', 'POST /portal', { form: {} });
  expect([nobody.status, nobody.text]).toEqual([401, expect.stringContaining('action="/sign-in"')]);
  const as = await shop.signIn('twice@example.com');
  await shop.call('portal', 'POST /portal', { as });
  const customer = shop.all('customer').find((one) => one['email'] === as.reader.address);
  shop.stripe.account.subscribe(customer?.id ?? '');
  const twice = await shop.call('checkout', 'POST /checkout', { as, form: { plan: 'subscription' } });
  expect([twice.status, twice.text]).toEqual([
    409,
    expect.stringContaining('href="https://news.example/account"'),
  ]);
});

test('what is mended at Stripe’s pages counts at once, with no webhook', async () => {
  const as = await shop.signIn('mended@example.com');
  await shop.call('portal', 'POST /portal', { as });
  const customer = shop.all('customer').find((one) => one['email'] === as.reader.address);
  const { id } = shop.stripe.account.subscribe(customer?.id ?? '', { status: 'unpaid' });
  const me = async () => (await shop.call('me', 'GET /me', { as })).body['plan'];
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + 2 * 3_600_000);
  expect(await me()).toBe('free');
  shop.stripe.account.changeSubscription(id, { status: 'active' });
  clock.mockImplementation(() => now + 2 * 3_600_000 + 2_500);
  expect(await me()).toBe('subscription');
  clock.mockRestore();
});
