import fc from 'fast-check';
import { type Entitlement, entitlementOf, isFinal } from '../../../functions/entitlement/entitlement';
import type {
  CustomerFacts,
  PassFacts,
  PaymentState,
  SubscriptionFacts,
} from '../../../functions/entitlement/facts';
import { webAddress } from '../../web-address';
import { customer, DAY, pass, T0 } from './people';

const RULES = { isPaid: true, graceDays: 7 };
const RUNS = { numRuns: 150 };

const STATUSES = [
  'active',
  'trialing',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'sleeping',
];
const payment = fc.constantFrom<PaymentState>('kept', 'kept', 'kept', 'refunded', 'disputed', 'lost');
/** Some hours around T0, so that things meet. */
const time = fc.integer({ min: -60 * 24, max: 60 * 24 }).map((hours) => T0 + hours * 3600);
const id = fc.uuid();

const subscriptions: fc.Arbitrary<SubscriptionFacts> = fc
  .record({
    id,
    isOurPrice: fc.constantFrom(true, true, true, false),
    status: fc.constantFrom(...STATUSES),
    periodStart: time,
    days: fc.integer({ min: 1, max: 40 }),
    cancelAt: fc.option(time),
    endedAt: fc.option(time),
    payUrl: fc.option(webAddress()),
    payment,
  })
  .map(({ days, ...facts }) => ({ ...facts, periodEnd: facts.periodStart + days * DAY, trialEnd: null }));
const passes: fc.Arbitrary<PassFacts> = fc.record({
  id,
  paidAt: time,
  days: fc.integer({ min: 1, max: 40 }),
  payment,
});
const customers: fc.Arbitrary<CustomerFacts[]> = fc.array(
  fc
    .record({
      subscriptions: fc.array(subscriptions, { maxLength: 3 }),
      passes: fc.array(passes, { maxLength: 4 }),
    })
    .map((held) => customer(held)),
  { maxLength: 3 },
);

const at = (facts: readonly CustomerFacts[], seconds: number): Entitlement =>
  entitlementOf(facts, seconds * 1000, RULES);
const until = ({ accessUntil }: Entitlement): number =>
  accessUntil === null ? 0 : Date.parse(accessUntil) / 1000;

describe('whatever Stripe holds', () => {
  it('access lasts at least until it is said to', () =>
    fc.assert(
      fc.property(
        customers,
        time,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (facts, now, part) => {
          const entitlement = at(facts, now);
          fc.pre(entitlement.isMember);
          expect(until(entitlement)).toBeGreaterThan(now);
          expect(
            at(facts, Math.min(until(entitlement) - 1, Math.floor(now + part * (until(entitlement) - now))))
              .isMember,
          ).toBe(true);
        },
      ),
      RUNS,
    ));

  it('who has no access gets none by waiting, once all passes have begun', () =>
    fc.assert(
      fc.property(customers, time, fc.nat(90 * DAY), (facts, now, later) => {
        fc.pre(facts.every((one) => one.passes.every(({ paidAt }) => paidAt <= now)));
        fc.pre(!at(facts, now).isMember);
        expect(at(facts, now + later).isMember).toBe(false);
      }),
      RUNS,
    ));

  it('the order of what is listed tells nothing', () =>
    fc.assert(
      fc.property(customers, time, (facts, now) => {
        const reversed = [...facts].reverse().map((one) => ({
          ...one,
          subscriptions: [...one.subscriptions].reverse(),
          passes: [...one.passes].reverse(),
        }));
        expect(at(reversed, now)).toEqual(at(facts, now));
      }),
      RUNS,
    ));

  it('how it lies in several customers tells nothing', () =>
    fc.assert(
      fc.property(customers, time, (facts, now) => {
        const one = customer({
          subscriptions: facts.flatMap((each) => each.subscriptions),
          passes: facts.flatMap((each) => each.passes),
        });
        expect(at([one], now)).toEqual(at(facts, now));
      }),
      RUNS,
    ));

  it('another pass never shortens access; one that is bought now adds its days to those before', () =>
    fc.assert(
      fc.property(customers, passes, time, (facts, more, now) => {
        const before = at(facts, now);
        const after = at([...facts, customer({ passes: [more] })], now);
        expect(until(after)).toBeGreaterThanOrEqual(until(before));
        fc.pre(before.plan === 'pass');
        const bought = at([...facts, customer({ passes: [pass({ paidAt: now, days: more.days })] })], now);
        expect(until(bought)).toBe(until(before) + more.days * DAY);
      }),
      RUNS,
    ));

  it('what is not kept gives nothing', () =>
    fc.assert(
      fc.property(customers, payment, time, (facts, taken, now) => {
        fc.pre(taken !== 'kept');
        const takenBack = facts.map((one) => ({
          ...one,
          subscriptions: one.subscriptions.map((each) => ({ ...each, payment: taken })),
          passes: one.passes.map((each) => ({ ...each, payment: taken })),
        }));
        expect(at(takenBack, now)).toMatchObject({ plan: 'free', isMember: false, accessUntil: null });
      }),
      RUNS,
    ));

  it('a dispute that is won leaves what was before', () =>
    fc.assert(
      fc.property(fc.array(passes, { minLength: 1, maxLength: 4 }), time, (all, now) => {
        const [first, ...others] = all.map((one) => pass({ ...one, payment: 'kept' }));
        const of = (state: PaymentState) => [
          customer({ passes: [{ ...(first as PassFacts), payment: state }, ...others] }),
        ];
        expect(until(at(of('disputed'), now))).toBeLessThanOrEqual(until(at(of('kept'), now)));
        expect(at(of('lost'), now).isMember).toBe(at([customer({ passes: others })], now).isMember);
      }),
      RUNS,
    ));

  it('a customer who is final stays without access', () =>
    fc.assert(
      fc.property(customers, time, fc.nat(90 * DAY), (facts, now, later) => {
        // A subscription that has ended in the future is none of Stripe's. Passes of several customers add up.
        const known = facts.filter((one) => one.subscriptions.every(({ endedAt }) => (endedAt ?? 0) <= now));
        for (const one of known.filter((customer) => isFinal(customer, now * 1000))) {
          expect(at([one], now + later).isMember).toBe(false);
        }
      }),
      RUNS,
    ));

  it('is told in whole sentences', () =>
    fc.assert(
      fc.property(customers, time, (facts, now) => {
        const { reason, plan, isMember, accessUntil } = at(facts, now);
        expect(reason).toMatch(/^[A-Z][^<>]*\.$/);
        expect(plan !== 'free').toBe(isMember);
        expect(accessUntil !== null).toBe(isMember);
      }),
      RUNS,
    ));
});
