import type Stripe from 'stripe';
import { openStripe } from '../../../functions/stripe/client';
import { subscriptionPrice, subscriptionPriceText } from '../../../functions/stripe/subscription-price';
import { keepLog } from '../../log';
import { passTime, Shop } from '../checkout/shop';

const ROUTE = 'GET /v1/prices/:id';
const HOUR_MS = 3_600_000;

let shop: Shop;
let stripe: Stripe;
beforeAll(async () => {
  shop = await Shop.open();
  stripe = (await openStripe()) as Stripe;
});
afterAll(() => shop.close());
afterEach(() => {
  jest.restoreAllMocks();
  shop.stripe.mend();
  shop.stripe.answering = undefined;
});

type Priced = Parameters<typeof subscriptionPriceText>[0];

describe('a price for a period', () => {
  const monthly = {
    active: true,
    billing_scheme: 'per_unit',
    currency: 'eur',
    unit_amount: 500,
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  } as Priced;
  const recurring = (changes: object) => ({ recurring: { ...monthly.recurring, ...changes } });

  test.each<[string | null, object]>([
    ['€5.00 a month', {}],
    ['€50.00 a year', { unit_amount: 5_000, ...recurring({ interval: 'year' }) }],
    ['€5.00 every 3 months', recurring({ interval_count: 3 })],
    ['¥500 a week', { currency: 'jpy', ...recurring({ interval: 'week' }) }],
    ['€0.00 a month', { unit_amount: 0 }],
    [null, { unit_amount: null }],
    [null, { billing_scheme: 'tiered' }],
    [null, { active: false }],
    [null, { recurring: null }],
    [null, recurring({ usage_type: 'metered' })],
  ])('is %j of %j', (text, changes) => {
    expect(subscriptionPriceText({ ...monthly, ...changes } as Priced)).toBe(text);
  });
});

test('is read once an hour', async () => {
  const before = shop.stripe.count(ROUTE);
  for (let time = 0; time < 3; time++) {
    expect(await subscriptionPrice(stripe, 'price_newsreel')).toBe('€5.00 a month');
  }
  expect(shop.stripe.count(ROUTE)).toBe(before + 1);
  passTime(HOUR_MS);
  shop.stripe.account.priceChanges.set('price_newsreel', { unit_amount: 700 });
  expect(await subscriptionPrice(stripe, 'price_newsreel')).toBe('€7.00 a month');
});

test('where Stripe fails nobody is told one, and it is asked again a minute later', async () => {
  const kept = keepLog();
  shop.stripe.fail({ route: ROUTE });
  const before = shop.stripe.count(ROUTE);
  expect(await subscriptionPrice(stripe, 'price_newsreel_old')).toBe(null);
  expect(await subscriptionPrice(stripe, 'price_newsreel_old')).toBe(null);
  expect(shop.stripe.count(ROUTE)).toBe(before + 1);
  expect(kept.lines('WARN')).toHaveLength(1);
  passTime(60_000);
  expect(await subscriptionPrice(stripe, 'price_newsreel_old')).toBe('€5.00 a month');
});

test('a price that is none is told of as little as a slow one, which nobody waits for', async () => {
  expect(await subscriptionPrice(stripe, 'price_none')).toBe(null);
  let release = () => {};
  shop.stripe.answering = () =>
    new Promise<void>((done) => {
      release = done;
    });
  const begun = performance.now();
  expect(await subscriptionPrice(stripe, 'price_foreign')).toBe(null);
  expect(performance.now() - begun).toBeLessThan(2_500);
  release();
});
