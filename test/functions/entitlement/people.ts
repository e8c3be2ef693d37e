import type { CustomerFacts, PassFacts, SubscriptionFacts } from '../../../functions/entitlement/facts';

export const DAY = 86_400;
/** Midnight of 2026-12-01, in seconds since 1970. */
export const T0 = Date.parse('2026-12-01T00:00:00Z') / 1000;

let count = 0;

/** A subscription that is paid from T0 for 30 days. */
export const subscription = (changes: Partial<SubscriptionFacts> = {}): SubscriptionFacts => ({
  id: `sub_${++count}`,
  isOurPrice: true,
  status: 'active',
  periodStart: T0,
  periodEnd: T0 + 30 * DAY,
  trialEnd: null,
  cancelAt: null,
  endedAt: null,
  payUrl: null,
  payment: 'kept',
  ...changes,
});

/** A pass of 30 days, paid at T0. */
export const pass = (changes: Partial<PassFacts> = {}): PassFacts => ({
  id: `pi_${++count}`,
  paidAt: T0,
  days: 30,
  payment: 'kept',
  ...changes,
});

export const customer = (changes: Partial<CustomerFacts> = {}): CustomerFacts => ({
  customer: `cus_${++count}`,
  created: T0,
  isDeleted: false,
  subscriptions: [],
  passes: [],
  readAt: new Date(T0 * 1000).toISOString(),
  ...changes,
});
