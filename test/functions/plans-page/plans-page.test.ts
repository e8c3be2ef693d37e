import { type Person, passTime, Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
beforeEach(() => shop.stripe.setUp(shop.service.secrets));
afterEach(() => {
  jest.restoreAllMocks();
  shop.stripe.mend();
  shop.stripe.account.priceChanges.clear();
});

let people = 0;
const someone = () => shop.signIn(`person${++people}@example.com`);
const page = (as?: Person) =>
  shop.call('plans-page', 'GET /plans', {
    cookies: as === undefined ? [] : [`__Host-newsreel=${as.token}`],
  });
/** Lets the price be read anew. */
let hours = 1;
const laterPage = (as?: Person) => {
  passTime(++hours * 3_700_000);
  return page(as);
};

test('shows what everybody has, what members have, and what that costs', async () => {
  const { status, headers, text } = await page();
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  expect(headers['content-security-policy']).toContain("form-action 'self' https: http:;");
  for (const words of [
    'Everybody has',
    'Members have',
    'digests by mail',
    'export',
    '€5.00 a month',
    '€20.00',
  ]) {
    expect(text).toContain(words);
  }
  expect(text).toContain('Pass for 30 days');
  expect(text).toContain('aria-current="page">Membership');
});

test('its form sends what Checkout takes, of who is signed in and of who is not', async () => {
  for (const as of [undefined, await someone()]) {
    const { text } = await page(as);
    expect(text).toMatch(/<form method="post" action="\/checkout">/);
    expect(text.includes('name="email"')).toBe(as === undefined);
    for (const plan of ['subscription', 'pass']) {
      expect(text).toContain(`name="plan" value="${plan}"`);
      const fields = as === undefined ? { plan, email: `buyer${++people}@example.com` } : { plan };
      const answer = await shop.call('checkout', 'POST /checkout', {
        form: fields,
        cookies: as === undefined ? [] : [`__Host-newsreel=${as.token}`],
        headers: { origin: 'https://news.example' },
      });
      expect([answer.status, answer.headers['location']]).toEqual([303, expect.stringContaining('checkout')]);
    }
  }
});

test('who has a subscription is led to it, and not to a second one', async () => {
  const as = await someone();
  await shop.call('portal', 'POST /portal', { as });
  const customer = shop.all('customer').find((one) => one['email'] === as.reader.address)?.id ?? '';
  shop.stripe.account.subscribe(customer);
  await shop.call('portal', 'POST /portal', { as });
  passTime(3_700_000);
  await shop.call('me', 'GET /me', { as });
  const { text } = await page(as);
  expect(text).toContain('Your subscription is paid until');
  expect(text).toContain('href="/account"');
  expect(text).not.toContain('action="/checkout"');
});

test.each([
  ['tiered', { billing_scheme: 'tiered', unit_amount: null }],
  ['no longer sold', { active: false }],
])('a price that is %s is on the next page', async (_, changes) => {
  shop.stripe.account.priceChanges.set('price_newsreel', changes);
  const { text } = await laterPage();
  expect(text).toContain('Its price is on the next page');
  expect(text).not.toContain('€5.00');
  expect(text).toContain('value="subscription"');
});

test('so it is where Stripe does not answer', async () => {
  shop.stripe.fail({ calls: Number.POSITIVE_INFINITY });
  const { status, text } = await laterPage();
  expect([status, text]).toEqual([200, expect.stringContaining('Its price is on the next page')]);
});

test('without a price passes alone are sold', async () => {
  process.env['STRIPE_PRICE_ID'] = '';
  const { text } = await page();
  expect(text).toContain('value="pass"');
  expect(text).not.toContain('value="subscription"');
});

test('where nothing is sold it says that all is free, and how to have it', async () => {
  shop.service.secrets.hold('stripe-secret-key', '');
  process.env['NEWSREEL_PAID'] = '';
  const { text: toStranger } = await laterPage();
  expect(toStranger).toContain('All of it is free here');
  expect(toStranger).toContain('action="/sign-in"');
  const { text: toReader } = await laterPage(await someone());
  expect(toReader).toContain('href="/account"');
  for (const text of [toStranger, toReader]) expect(text).not.toMatch(/checkout|€/);
});
