import { accessRules } from '../../../functions/entitlement/rules';
import { ourPrices, passOffer } from '../../../functions/stripe/settings';

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

it('the prices are a list of which the first is sold', () => {
  process.env['STRIPE_PRICE_ID'] = ' price_new, price_old\nprice_older,';
  expect(ourPrices()).toEqual(['price_new', 'price_old', 'price_older']);
  process.env['STRIPE_PRICE_ID'] = ' , ';
  expect(ourPrices()).toEqual([]);
});

it('the pass is what is set up, and something usual without', () => {
  expect(passOffer()).toEqual({ amount: 2000, currency: 'eur', days: 30 });
  Object.assign(process.env, {
    NEWSREEL_PASS_AMOUNT: '500',
    NEWSREEL_PASS_CURRENCY: 'USD',
    NEWSREEL_PASS_DAYS: '7',
  });
  expect(passOffer()).toEqual({ amount: 500, currency: 'usd', days: 7 });
});

it.each([
  ['NEWSREEL_PASS_AMOUNT', ['0', '-1', '1.5', 'free', '1e12']],
  ['NEWSREEL_PASS_CURRENCY', ['euro', '€', 'e1r']],
  ['NEWSREEL_PASS_DAYS', ['0', '1.5', 'ever', '100000']],
])('a wrong %s is refused by its name', (variable, values) => {
  for (const value of values) {
    process.env[variable] = value;
    expect(passOffer).toThrow(`${variable} must be`);
  }
});

it('the rules of access are those of the service', () => {
  expect(accessRules()).toEqual({ isPaid: false, graceDays: 7 });
  Object.assign(process.env, { NEWSREEL_PAID: 'true', NEWSREEL_GRACE_DAYS: '0' });
  expect(accessRules()).toEqual({ isPaid: true, graceDays: 0 });
  process.env['NEWSREEL_GRACE_DAYS'] = 'some';
  expect(accessRules).toThrow('NEWSREEL_GRACE_DAYS must be');
});
