/**
 * What Stripe holds of one customer, as far as access follows from it: no payload of an event, but what was read
 * there. Times are seconds since 1970, as Stripe has them.
 */
export interface CustomerFacts {
  /** `cus_…` */
  customer: string;
  /** of our own price alone, newest first */
  subscriptions: SubscriptionFacts[];
  /** paid one-off passes, in the order of their payment */
  passes: PassFacts[];
  /** ISO 8601: when this was read at Stripe */
  readAt: string;
}

export interface SubscriptionFacts {
  /** `sub_…` */
  id: string;
  /** Stripe's word: trialing, active, past_due, unpaid, canceled, incomplete, incomplete_expired, paused, or one that we don't know */
  status: string;
  periodStart: number;
  periodEnd: number;
  trialEnd: number | null;
  /** when it will end, where somebody has cancelled it */
  cancelAt: number | null;
  endedAt: number | null;
  /** what became of its last payment */
  payment: PaymentState;
}

export interface PassFacts {
  /** `pi_…` */
  id: string;
  paidAt: number;
  /** what was bought, whatever a pass has now */
  days: number;
  payment: PaymentState;
}

/** Kept (also where a part of it was given back), given back whole, or disputed: open, or lost. A won dispute is kept. */
export type PaymentState = 'kept' | 'refunded' | 'disputed' | 'lost';
