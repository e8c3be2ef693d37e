import fc from 'fast-check';
import type { CustomerFacts, SubscriptionFacts, UnpaidInvoice } from '../../../functions/entitlement/facts';
import { happeningsOf } from '../../../functions/payment-mails/happenings';
import { customer, DAY, pass, subscription, T0 } from '../entitlement/people';

const keysOf = (facts: CustomerFacts, seconds = T0, person?: CustomerFacts[]): string[] =>
  happeningsOf(facts, seconds * 1000, person).map(({ key }) => key);

const keysOfOne = (changes: Partial<SubscriptionFacts>, seconds = T0): string[] =>
  keysOf(customer({ subscriptions: [subscription({ id: 'sub_1', ...changes })] }), seconds);

const invoice = (changes: Partial<UnpaidInvoice> = {}): UnpaidInvoice => ({
  id: 'in_1',
  createdAt: T0 - DAY,
  attempts: 1,
  amountDue: 500,
  currency: 'eur',
  nextAttempt: T0 + 3 * DAY,
  ...changes,
});

describe('a welcome', () => {
  it.each(['active', 'trialing'])('is due for a week to who is %s', (status) => {
    expect(keysOfOne({ status, startedAt: T0 })).toEqual(['welcome:sub_1']);
    expect(keysOfOne({ status, startedAt: T0 }, T0 + 7 * DAY - 1)).toEqual(['welcome:sub_1']);
    expect(keysOfOne({ status, startedAt: T0 }, T0 + 7 * DAY)).toEqual([]);
  });

  it('is due although the clock of Stripe is ahead', () =>
    expect(keysOfOne({ startedAt: T0 + 60 })).toEqual(['welcome:sub_1']));

  it.each<Partial<SubscriptionFacts>>([
    { status: 'incomplete' },
    { status: 'past_due' },
    { status: 'paused' },
    { status: 'levitating' },
    { isOurPrice: false },
    { payment: 'refunded' },
    { payment: 'disputed' },
  ])('is not where it is %j', (changes) => expect(keysOfOne({ startedAt: T0, ...changes })).toEqual([]));
});

describe('the end of a trial', () => {
  const trial = { status: 'trialing', trialEnd: T0 + 3 * DAY };
  const key = `trial-ends:sub_1:${trial.trialEnd}`;

  it('is told of in its last three days', () => {
    expect(keysOfOne(trial, T0 - 1)).toEqual([]);
    expect(keysOfOne(trial)).toEqual([key]);
    expect(keysOfOne(trial, trial.trialEnd - 1)).toEqual([key]);
    expect(keysOfOne(trial, trial.trialEnd)).toEqual([]);
  });

  it('is not where it was cancelled, or is over', () => {
    expect(keysOfOne({ ...trial, cancelAt: trial.trialEnd })).toEqual([]);
    expect(keysOfOne({ ...trial, status: 'active' })).toEqual([]);
  });

  it('is told of again where it was moved', () =>
    expect(keysOfOne({ ...trial, trialEnd: T0 + DAY })).toEqual([`trial-ends:sub_1:${T0 + DAY}`]));
});

describe('a payment that failed', () => {
  it.each(['past_due', 'unpaid'])('is told of by its attempt where the subscription is %s', (status) => {
    expect(keysOfOne({ status, unpaid: invoice() })).toEqual(['payment-failed:in_1:1']);
    expect(keysOfOne({ status, unpaid: invoice({ attempts: 4 }) })).toEqual(['payment-failed:in_1:4']);
  });

  it('is not where it is a first one, was not tried, or is paid', () => {
    expect(keysOfOne({ status: 'incomplete', unpaid: invoice() })).toEqual([]);
    expect(keysOfOne({ status: 'active', unpaid: invoice() })).toEqual([]);
    expect(keysOfOne({ status: 'past_due', unpaid: invoice({ attempts: 0 }) })).toEqual([]);
    expect(keysOfOne({ status: 'past_due', unpaid: null })).toEqual([]);
  });

  it('is not where its invoice stays open for good', () =>
    expect(keysOfOne({ status: 'unpaid', unpaid: invoice() }, T0 + 100 * DAY)).toEqual([]));
});

describe('the end of a subscription', () => {
  const ended = (changes: Partial<SubscriptionFacts> = {}) =>
    subscription({ id: 'sub_1', status: 'canceled', endedAt: T0 - DAY, ...changes });
  const keys = (...subscriptions: SubscriptionFacts[]) => keysOf(customer({ subscriptions }));

  it('is told of for a week', () => {
    expect(keys(ended())).toEqual(['subscription-ended:sub_1']);
    expect(keys(ended({ endedAt: T0 - 7 * DAY }))).toEqual([]);
  });

  it('is not where it never began, or nobody knows when', () => {
    expect(keys(ended({ status: 'incomplete_expired' }))).toEqual([]);
    expect(keys(ended({ endedAt: null }))).toEqual([]);
  });

  it.each(['active', 'past_due', 'paused'])(
    'is not where another one is %s, of another customer too',
    (status) => {
      const other = subscription({ id: 'sub_2', status });
      expect(keys(ended(), other)).toEqual([]);
      const person = [customer({ subscriptions: [ended()] }), customer({ subscriptions: [other] })] as const;
      expect(keysOf(person[0], T0, [...person])).toEqual([]);
    },
  );

  it('is where another one is incomplete, or of another price', () => {
    expect(keys(ended(), subscription({ status: 'incomplete' }))).toEqual(['subscription-ended:sub_1']);
    expect(keys(ended(), subscription({ isOurPrice: false }))).toEqual(['subscription-ended:sub_1']);
  });

  it('is told of once where two end: of the later one', () => {
    expect(keys(ended({ id: 'sub_2', endedAt: T0 - 2 * DAY }), ended())).toEqual([
      'subscription-ended:sub_1',
    ]);
    expect(keys(ended({ id: 'sub_2' }), ended())).toEqual(['subscription-ended:sub_2']);
  });
});

describe('a pass', () => {
  const keys = (changes: Parameters<typeof pass>[0]) =>
    keysOf(customer({ passes: [pass({ id: 'pi_1', ...changes })] }));

  it('has its receipt for a week, though it may be over', () => {
    expect(keys({})).toEqual(['pass-bought:pi_1']);
    expect(keys({ paidAt: T0 - 2 * DAY, days: 1 })).toEqual(['pass-bought:pi_1']);
    expect(keys({ paidAt: T0 - 7 * DAY })).toEqual([]);
  });

  it.each(['refunded', 'disputed', 'lost'] as const)('has none where it is %s', (payment) =>
    expect(keys({ payment })).toEqual([]),
  );
});

describe('whatever Stripe holds', () => {
  const time = fc.integer({ min: -120 * 24, max: 120 * 24 }).map((hours) => T0 + hours * 3600);
  const subscriptions = fc
    .record({
      id: fc.uuid(),
      isOurPrice: fc.boolean(),
      status: fc.constantFrom(
        'active',
        'trialing',
        'past_due',
        'unpaid',
        'canceled',
        'incomplete',
        'paused',
        '?',
      ),
      trialEnd: fc.option(time),
      cancelAt: fc.option(time),
      endedAt: fc.option(time),
      startedAt: time,
      unpaid: fc.option(
        fc
          .record({ id: fc.uuid(), createdAt: time, attempts: fc.nat(9), nextAttempt: fc.option(time) })
          .map(invoice),
      ),
    })
    .map(subscription);
  const facts = fc
    .record({
      subscriptions: fc.array(subscriptions, { maxLength: 4 }),
      passes: fc.array(fc.record({ id: fc.uuid(), paidAt: time }).map(pass), { maxLength: 3 }),
    })
    .map(customer);

  it('nothing of it is told of for longer than the ledger remembers', () =>
    fc.assert(
      fc.property(facts, fc.integer({ min: 241, max: 5_000 }), (held, days) => {
        expect(keysOf(held, T0 + days * DAY)).toEqual([]);
      }),
    ));

  it('every happening has a key of its own, whatever the order', () =>
    fc.assert(
      fc.property(facts, (held) => {
        const keys = keysOf(held);
        expect(new Set(keys).size).toBe(keys.length);
        const turned = { ...held, subscriptions: [...held.subscriptions].reverse() };
        expect(keysOf(turned).sort()).toEqual(keys.sort());
      }),
    ));

  it('other customers of the person never bring more', () =>
    fc.assert(
      fc.property(facts, facts, (held, other) => {
        const alone = keysOf(held);
        expect(keysOf(held, T0, [held, other]).filter((key) => !alone.includes(key))).toEqual([]);
      }),
    ));

  it('what was written before mails told of it makes up nothing', () =>
    fc.assert(
      fc.property(facts, (held) => {
        const old = {
          ...held,
          subscriptions: held.subscriptions.map(({ startedAt: _, unpaid: __, ...before }) => before),
        };
        const kinds = happeningsOf(old, T0 * 1000).map(({ kind }) => kind);
        expect(kinds).not.toContain('welcome');
        expect(kinds).not.toContain('payment-failed');
      }),
    ));
});
