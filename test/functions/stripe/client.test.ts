import Stripe from 'stripe';
import { isLiveMode, openStripe, requireStripe } from '../../../functions/stripe/client';
import { type Shop, startShop } from './shop';

const MINUTE = 60_000;
let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env['STRIPE_API_BASE'] = shop.double.url;
});

afterAll(() => shop.stop());

const START = Date.now();
let minutes = 0;
const aMinuteLater = (): void => {
  jest.spyOn(Date, 'now').mockReturnValue(START + ++minutes * 1.1 * MINUTE);
};

describe('Stripe', () => {
  it('is opened with the key that is set up, and kept', async () => {
    const stripe = await requireStripe();
    expect(await requireStripe()).toBe(stripe);
    await stripe.customers.list();
    expect(shop.double.calls.at(-1)?.route).toBe('GET /v1/customers');
  });

  it('is none where there is no key: there is no paid plan here', async () => {
    shop.service.secrets.hold('stripe-secret-key', ' ');
    aMinuteLater();
    expect(await openStripe()).toBeNull();
    expect(await isLiveMode()).toBeNull();
    await expect(requireStripe()).rejects.toMatchObject({
      status: 404,
      detail: expect.stringContaining('no paid plan'),
    });
  });

  it('takes another key within a minute', async () => {
    shop.service.secrets.hold('stripe-secret-key', 'sk_test_rolled');
    aMinuteLater();
    await expect((await requireStripe()).customers.list()).rejects.toThrow(
      Stripe.errors.StripeAuthenticationError,
    );
    shop.service.secrets.hold('stripe-secret-key', shop.double.key);
    aMinuteLater();
    await (await requireStripe()).customers.list();
  });

  it.each([
    ['sk_live_1', true],
    ['rk_live_1', true],
    ['sk_test_1', false],
    ['rk_test_1', false],
    ['sk_of_tomorrow', null],
  ])('knows of the key %s whether it moves real money', async (key, isLive) => {
    shop.service.secrets.hold('stripe-secret-key', key);
    aMinuteLater();
    expect(await isLiveMode()).toBe(isLive);
  });

  it.each(['no url', 'ftp://127.0.0.1', 'http://127.0.0.1:1/v1', 'http://127.0.0.1:1/?a=b'])(
    'refuses %s as its address',
    async (base) => {
      process.env['STRIPE_API_BASE'] = base;
      await expect(openStripe()).rejects.toThrow('STRIPE_API_BASE must');
    },
  );
});
