import fc from 'fast-check';
import { priceText } from '../../../functions/stripe/price';
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
});

let people = 0;
const someone = () => shop.signIn(`o'neill+${++people}@example.com`);
const page = (as?: Person) =>
  shop.call('account-page', 'GET /account', {
    cookies: as === undefined ? [] : [`__Host-newsreel=${as.token}`],
  });
const customerOf = async (as: Person): Promise<string> => {
  await shop.call('portal', 'POST /portal', { as });
  return shop.all('customer').find((one) => one['email'] === as.reader.address)?.id ?? '';
};
const webhookComes = async (as: Person) => {
  passTime(3_700_000);
  return page(as);
};

test('who is not signed in can, and sees what there is to buy', async () => {
  const { status, headers, text } = await page();
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*form-action 'self' http:\/\/127/),
  });
  expect(text).toContain('action="/sign-in"');
  expect(text).toContain('action="/checkout"');
  expect(text).toContain('Pass for 30 days, €20.00');
  expect(text).not.toMatch(/<script|Sign out/);
});

test('a reader without a plan sees that, and can buy', async () => {
  const as = await someone();
  const { text } = await page(as);
  expect(text).toContain(`o&#39;neill+${people}@example.com`);
  expect(text).toContain('You have no plan');
  expect(text).toContain('action="/checkout"');
  expect(text).toContain('action="/sign-out"');
  expect(text).not.toContain('action="/portal"');
});

test('a subscriber sees until when, and gets to the portal, not to a second subscription', async () => {
  const as = await someone();
  const periodEnd = Date.UTC(2040, 0, 31) / 1000;
  shop.stripe.account.subscribe(await customerOf(as), { periodEnd });
  const { text } = await webhookComes(as);
  expect(text).toContain('Your subscription is paid until 31 January 2040');
  expect(text).toContain('action="/portal"');
  expect(text).not.toContain('action="/checkout"');
});

test('who owes a payment is led to where it is paid', async () => {
  const as = await someone();
  const { id } = shop.stripe.account.subscribe(await customerOf(as), { status: 'past_due' });
  const { text } = await webhookComes(as);
  expect(text).toContain(`href="https://invoice.stripe.test/${id}"`);
});

test('who has a pass can see to it, and buy another', async () => {
  const as = await someone();
  shop.stripe.account.buyPass(await customerOf(as));
  const { text } = await webhookComes(as);
  expect(text).toMatch(/Your pass lasts until \d+ \w+ 20\d\d/);
  expect(text).toContain('action="/checkout"');
  expect(text).toContain('action="/portal"');
});

test('where there is no paid plan there is nothing to buy', async () => {
  shop.service.secrets.hold('stripe-secret-key', '');
  process.env['NEWSREEL_PAID'] = '';
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + 3_900_000);
  for (const as of [undefined, await someone()]) {
    const { status, text } = await page(as);
    expect([status, text.includes('/checkout'), text.includes('/portal')]).toEqual([200, false, false]);
  }
  for (const route of ['checkout', 'passes', 'portal']) {
    expect((await shop.call(route, `POST /${route}`)).status).toBe(404);
  }
  expect((await shop.call('checkout-return', 'GET /checkout/return?session_id=cs_1')).status).toBe(404);
});

describe('a price', () => {
  test.each([
    [2000, 'eur', '€20.00'],
    [2000, 'jpy', '¥2,000'],
    [2050, 'usd', '$20.50'],
    [2000, 'kwd', 'KWD 2.000'],
    [1, 'eur', '€0.01'],
  ])('of %i %s is %s', (amount, currency, text) => {
    expect(priceText(amount, currency).replace(/\u00a0/g, ' ')).toBe(text);
  });

  test('loses no digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom('eur', 'jpy', 'kwd'),
        (amount, currency) => {
          expect(Number(priceText(amount, currency).replace(/\D/g, ''))).toBe(amount);
        },
      ),
    );
  });
});
