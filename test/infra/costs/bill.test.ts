import fc from 'fast-check';
import { billOf } from '../../../infra/costs/bill';
import { PRICES } from '../../../infra/costs/prices';
import { DEFAULTS, type Workload } from '../../../infra/costs/workload';
import { DEPLOYED } from './deployment';

const workload: fc.Arbitrary<Workload> = fc.record({
  sources: fc.nat(1_000_000),
  articles: fc.double({ min: 0, max: 500, noNaN: true }),
  content: fc.nat(100),
  retention: fc.integer({ min: 1, max: 3_000 }),
  readers: fc.nat(10_000_000),
  pages: fc.nat(500),
  searches: fc.nat(500),
  minutes: fc.nat(5_000),
  feeds: fc.nat(1_000_000),
  exports: fc.nat(1_000),
  members: fc.nat(100_000),
  price: fc.nat(50),
  digests: fc.nat(100_000),
});

const close = (value: number) => value * 1e-9 + 1e-9;

it('is the sum of its lines', () => {
  fc.assert(
    fc.property(workload, (asked) => {
      const { lines, aws, all } = billOf(asked, DEPLOYED);
      const sum = (key: 'dollars' | 'withAllowances', isStripe: boolean) =>
        lines
          .filter(({ price }) => isStripe || PRICES[price].service !== 'Stripe')
          .reduce((total, line) => total + line[key], 0);
      for (const key of ['dollars', 'withAllowances'] as const) {
        expect(Math.abs(aws[key] - sum(key, false))).toBeLessThanOrEqual(close(aws[key]));
        expect(Math.abs(all[key] - sum(key, true))).toBeLessThanOrEqual(close(all[key]));
      }
    }),
  );
});

it.each(Object.keys(DEFAULTS) as (keyof Workload)[])('is never less for more: %s', (name) => {
  fc.assert(
    fc.property(workload, fc.double({ min: 1, max: 100, noNaN: true }), (asked, times) => {
      const less = billOf(asked, DEPLOYED).all;
      const more = billOf({ ...asked, [name]: asked[name] * times }, DEPLOYED).all;
      expect(more.dollars).toBeGreaterThanOrEqual(less.dollars - close(less.dollars));
      expect(more.withAllowances).toBeGreaterThanOrEqual(less.withAllowances - close(less.withAllowances));
    }),
  );
});

it('takes no more off than there is for nothing, and nothing where it is long used up', () => {
  fc.assert(
    fc.property(workload, (asked) => {
      const { aws } = billOf(asked, DEPLOYED);
      const most = Object.values(PRICES).reduce(
        (sum, { free, per, dollars }) => sum + (free / per) * dollars,
        0,
      );
      expect(aws.withAllowances).toBeLessThanOrEqual(aws.dollars);
      expect(aws.withAllowances).toBeGreaterThanOrEqual(aws.dollars - most - close(aws.dollars));
    }),
  );
});

it('counts for ever as ten years', () => {
  const { aws } = billOf({ ...DEFAULTS, retention: 0 }, DEPLOYED);
  expect(aws.dollars).toBeCloseTo(billOf({ ...DEFAULTS, retention: 3_652 }, DEPLOYED).aws.dollars, 6);
});

it('multiplies by the price list', () => {
  const { lines } = billOf({ ...DEFAULTS, members: 100, price: 5 }, DEPLOYED);
  const payments = lines.filter(({ price }) => price.startsWith('stripe'));
  // 3.6 % of $500, and 100 times 30 cents.
  expect(payments.reduce((sum, { dollars }) => sum + dollars, 0)).toBeCloseTo(48, 6);
  // Five connections to each of three queues, a call every 20 seconds for 730 hours.
  const [waiting] = lines.filter(({ what }) => what === 'waiting for work');
  expect(waiting).toMatchObject({ quantity: 1_971_000 });
  expect(waiting?.dollars).toBeCloseTo(0.7884, 6);
});
