import { type Entitlement, entitlementOf, isFinal } from '../../../functions/entitlement/entitlement';
import type { CustomerFacts, PassFacts, SubscriptionFacts } from '../../../functions/entitlement/facts';
import { customer, DAY, pass, subscription, T0 } from './people';

const RULES = { isPaid: true, graceDays: 7 };
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** What somebody has a number of days after T0. */
const on = (day: number, ...customers: CustomerFacts[]): Entitlement =>
  entitlementOf(customers, (T0 + day * DAY) * 1000, RULES);

const subscribed = (changes: Partial<SubscriptionFacts> = {}) =>
  customer({ subscriptions: [subscription(changes)] });
const passed = (...passes: Partial<PassFacts>[]) => customer({ passes: passes.map(pass) });

const URL = 'https://invoice.stripe.com/i/1';

describe('a subscription', () => {
  // The days are those after T0, when a period of 30 days began.
  const cases: [string, Partial<SubscriptionFacts>, number, Partial<Entitlement> & { until?: number }][] = [
    ['active', {}, 0, { status: 'active', until: 30, action: null }],
    ['active to its last second', {}, 30 - 1e-5, { status: 'active', until: 30 }],
    ['active, its renewal not heard of', {}, 31.9, { status: 'active', until: 32 }],
    ['active, its renewal not heard of for long', {}, 32, { status: 'ended', action: 'manage' }],
    ['trialing', { status: 'trialing', trialEnd: T0 + 30 * DAY }, 5, { status: 'trialing', until: 30 }],
    ['trialing for long after', { status: 'trialing', trialEnd: T0 + 30 * DAY }, 33, { status: 'ended' }],
    [
      'cancelled to its end',
      { cancelAt: T0 + 30 * DAY },
      29,
      { status: 'canceling', until: 30, action: null },
    ],
    ['cancelled, after its end', { cancelAt: T0 + 30 * DAY }, 30, { status: 'ended' }],
    ['cancelled in the midst of a period', { cancelAt: T0 + 9 * DAY }, 8, { status: 'canceling', until: 9 }],
    ['cancelled for a later period', { cancelAt: T0 + 60 * DAY }, 8, { status: 'canceling', until: 30 }],
    ['cancelled for a later period, not renewed', { cancelAt: T0 + 60 * DAY }, 33, { status: 'ended' }],
    [
      'past_due',
      { status: 'past_due', payUrl: URL },
      6.9,
      { status: 'past_due', until: 7, action: 'pay', payUrl: URL },
    ],
    [
      'past_due, after the grace',
      { status: 'past_due', payUrl: URL },
      7,
      { status: 'past_due', action: 'pay', payUrl: URL },
    ],
    ['past_due, also past the end of the unpaid period', { status: 'past_due' }, 31, { status: 'past_due' }],
    [
      'past_due for what comes after the period that was paid',
      { status: 'past_due', periodStart: T0 - 30 * DAY, periodEnd: T0 },
      6.9,
      { status: 'past_due', until: 7, action: 'pay' },
    ],
    ['past_due and cancelled', { status: 'past_due', cancelAt: T0 + DAY }, 2, { status: 'past_due' }],
    ['unpaid', { status: 'unpaid' }, 0, { status: 'unpaid', action: 'pay', payUrl: null }],
    ['paused', { status: 'paused' }, 0, { status: 'paused', action: 'manage' }],
    [
      'incomplete',
      { status: 'incomplete', payUrl: URL },
      0,
      { status: 'incomplete', action: 'pay', payUrl: URL },
    ],
    ['incomplete_expired', { status: 'incomplete_expired' }, 0, { status: 'ended', action: 'subscribe' }],
    [
      'ended by Stripe',
      { status: 'canceled', endedAt: T0 + DAY },
      1,
      { status: 'ended', action: 'subscribe' },
    ],
    ['canceled, nobody knows when', { status: 'canceled' }, 1, { status: 'ended' }],
    ['of a word that we do not know', { status: 'sleeping' }, 1, { status: 'unknown', action: 'manage' }],
    ['refunded', { payment: 'refunded' }, 1, { status: 'refunded', action: 'manage' }],
    [
      'refunded and ended',
      { payment: 'refunded', status: 'canceled' },
      1,
      { status: 'refunded', action: 'subscribe' },
    ],
    ['disputed', { payment: 'disputed' }, 1, { status: 'disputed', action: 'manage' }],
    ['disputed and lost', { payment: 'lost' }, 1, { status: 'disputed', action: 'manage' }],
    ['disputed on trial', { payment: 'disputed', status: 'trialing' }, 1, { status: 'disputed' }],
  ];

  it.each(cases)('%s', (_, changes, day, { until, ...expected }) => {
    expect(on(day, subscribed(changes))).toMatchObject({
      plan: until === undefined ? 'free' : 'subscription',
      isMember: until !== undefined,
      accessUntil: until === undefined ? null : iso(T0 + until * DAY),
      reason: expect.stringMatching(/^[A-Z].*\.$/),
      ...expected,
    });
  });

  it('has no grace where none is given', () => {
    const now = T0 * 1000;
    const rules = { isPaid: true, graceDays: 0 };
    expect(entitlementOf([subscribed({ status: 'past_due' })], now, rules).isMember).toBe(false);
  });

  it('says until when in words', () => {
    expect(on(0, subscribed()).reason).toBe(
      'Your subscription is paid until 31 December 2026 and renews itself.',
    );
    expect(on(0, subscribed({ status: 'past_due' })).reason).toBe(
      'The renewal of your subscription was not paid; it gives access until 8 December 2026.',
    );
  });
});

describe('passes', () => {
  it.each([
    ['one', [{}], 29, 30],
    ['one, over', [{}], 30, null],
    ['two at once', [{}, {}], 59, 60],
    ['two, the second in the midst of the first', [{}, { paidAt: T0 + 20 * DAY }], 59, 60],
    ['two with a gap', [{}, { paidAt: T0 + 40 * DAY }], 41, 70],
    ['two with a gap, in it', [{}, { paidAt: T0 + 40 * DAY }], 35, null],
    ['of other lengths', [{ days: 7 }, { days: 1 }], 7.5, 8],
    ['paid by a clock ahead of ours', [{ paidAt: T0 + 60 }], 0, 30 + 60 / DAY],
    ['paid far in the future', [{ paidAt: T0 + 3600 }], 0, null],
    ['refunded', [{ payment: 'refunded' as const }], 1, null],
    ['disputed', [{ payment: 'disputed' as const }], 1, null],
    ['lost', [{ payment: 'lost' as const }], 1, null],
    ['a disputed one moves no other', [{ payment: 'disputed' as const }, { paidAt: T0 + DAY }], 2, 31],
    ['a refunded one moves no other', [{ payment: 'refunded' as const }, {}], 29, 30],
  ])('%s', (_, passes, day, until) => {
    expect(on(day, passed(...passes))).toMatchObject({
      plan: until === null ? 'free' : 'pass',
      isMember: until !== null,
      accessUntil: until === null ? null : iso(T0 + Math.round(until * DAY)),
    });
  });

  it('add up over several customers of one person', () => {
    expect(on(45, passed({}), passed({ paidAt: T0 + DAY }))).toMatchObject({
      plan: 'pass',
      accessUntil: iso(T0 + 60 * DAY),
    });
  });

  it('say what became of them once they are over', () => {
    expect(on(31, passed({}))).toMatchObject({
      status: 'ended',
      action: 'subscribe',
      reason: 'Your pass ended on 31 December 2026.',
    });
    expect(on(1, passed({ payment: 'refunded' }))).toMatchObject({ status: 'refunded', action: 'subscribe' });
    // What stands in the way is told, not what came last.
    const both = passed({ payment: 'disputed' }, { payment: 'refunded', paidAt: T0 + DAY });
    expect(on(2, both)).toMatchObject({ status: 'disputed' });
    expect(on(1, passed({ payment: 'disputed' }))).toMatchObject({ status: 'disputed', action: 'subscribe' });
  });
});

describe('several things at once', () => {
  it('are the subscription first, to the end of the longer', () => {
    const both = customer({
      subscriptions: [subscription({ cancelAt: T0 + 30 * DAY })],
      passes: [pass({ days: 90 })],
    });
    expect(on(1, both)).toMatchObject({
      plan: 'subscription',
      status: 'canceling',
      accessUntil: iso(T0 + 90 * DAY),
      reason:
        'Your subscription is cancelled and ends on 31 December 2026. Your pass lasts until 1 March 2027.',
    });
    expect(on(31, both)).toMatchObject({ plan: 'pass', status: 'active' });
  });

  it('are the pass where the subscription gives nothing, which is told', () => {
    const both = [subscribed({ status: 'unpaid', payUrl: URL }), passed({})];
    expect(on(1, ...both)).toMatchObject({
      plan: 'pass',
      isMember: true,
      reason:
        'Your pass lasts until 31 December 2026. Your subscription could not be renewed: its payment failed for good.',
      action: 'pay',
      payUrl: URL,
    });
  });

  it('say to cancel one of two subscriptions', () => {
    expect(on(1, subscribed(), subscribed())).toMatchObject({
      plan: 'subscription',
      action: 'manage',
      reason: expect.stringContaining('You have 2 subscriptions: cancel all but one.'),
    });
    expect(on(1, subscribed(), subscribed({ status: 'canceled', endedAt: T0 })).action).toBeNull();
    const cancelled = on(1, subscribed(), subscribed({ cancelAt: T0 + 30 * DAY }));
    expect(cancelled.reason).not.toContain('2 subscriptions');
  });

  it('are what can be mended before what is over, and of that the last', () => {
    const old = subscription({ status: 'canceled', endedAt: T0 - 90 * DAY, periodEnd: T0 - 80 * DAY });
    const recent = pass({ payment: 'refunded' });
    expect(on(40, customer({ subscriptions: [old], passes: [recent] })).status).toBe('refunded');
    expect(on(40, subscribed({ status: 'unpaid' }), passed({ paidAt: T0 + DAY })).status).toBe('unpaid');
  });

  it('are nothing of nothing', () => {
    const nothing = { plan: 'free', status: 'none', isMember: false, accessUntil: null, action: 'subscribe' };
    expect(on(0)).toMatchObject(nothing);
    expect(on(0, customer({ isDeleted: true }))).toMatchObject(nothing);
  });
});

describe('a service without a paid plan', () => {
  it('gives whoever signs in what members have', () => {
    expect(entitlementOf([], T0 * 1000, { isPaid: false, graceDays: 7 })).toEqual({
      plan: 'free',
      status: 'none',
      isMember: true,
      accessUntil: null,
      reason: 'There is no paid plan here: who signs in has all that there is.',
      action: null,
      payUrl: null,
    });
  });
});

describe('a state is final', () => {
  it.each([
    ['of nobody', {}, true],
    ['of an ended subscription', { subscriptions: [subscription({ status: 'canceled' })] }, true],
    ['of one that never began', { subscriptions: [subscription({ status: 'incomplete_expired' })] }, true],
    ['of one that may begin', { subscriptions: [subscription({ status: 'incomplete' })] }, false],
    ['of an unpaid one', { subscriptions: [subscription({ status: 'unpaid' })] }, false],
    [
      'of one in a state that we do not know',
      { subscriptions: [subscription({ status: 'sleeping' })] },
      false,
    ],
    ['of a pass that is over', { passes: [pass({ days: 4 })] }, true],
    ['of passes that add up', { passes: [pass({ days: 4 }), pass({ days: 4 })] }, false],
    ['of a pass that may be won back', { passes: [pass({ payment: 'disputed' })] }, false],
  ] as const)('%s: %o %s', (_, held, expected) => {
    const facts = customer({
      subscriptions: 'subscriptions' in held ? [...held.subscriptions] : [],
      passes: 'passes' in held ? [...held.passes] : [],
    });
    expect(isFinal(facts, (T0 + 5 * DAY) * 1000)).toBe(expected);
  });
});
