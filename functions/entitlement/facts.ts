/**
 * What Stripe holds of one customer, as far as access follows from it: no payload of an event, but what was read
 * there. Times are seconds since 1970, as Stripe has them.
 */
export interface CustomerFacts {
  /** `cus_…` */
  customer: string;
  /** when the customer was made, 0 where Stripe does not say */
  created: number;
  /** there is none of this id at Stripe any more: it holds nothing, and nothing can be bought with it */
  isDeleted: boolean;
  /** of our own prices, or begun by a Checkout of ours; newest first */
  subscriptions: SubscriptionFacts[];
  /** paid one-off passes, in the order of their payment */
  passes: PassFacts[];
  /** ISO 8601: when this was read at Stripe */
  readAt: string;
}

export interface SubscriptionFacts {
  /** `sub_…` */
  id: string;
  /** of a price of ours: any other gives no access, but is charged for as well */
  isOurPrice: boolean;
  /** Stripe's word: trialing, active, past_due, unpaid, canceled, incomplete, incomplete_expired, paused, or one that we don't know */
  status: string;
  periodStart: number;
  periodEnd: number;
  trialEnd: number | null;
  /** when it will end, where somebody has cancelled it */
  cancelAt: number | null;
  endedAt: number | null;
  /** Stripe's page where its open invoice is paid; null where there is none */
  payUrl: string | null;
  /** what became of the payment of its current period */
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

/** Whether nothing is charged for a subscription any more. What we don't know the status of may be charged. */
export const isOver = ({ status }: SubscriptionFacts): boolean =>
  status === 'canceled' || status === 'incomplete_expired';

/**
 * Whether somebody who subscribed once more would pay twice. An incomplete one is none: its first payment failed,
 * and it ends by itself within a day.
 */
export const isLive = (subscription: SubscriptionFacts): boolean =>
  !isOver(subscription) && subscription.status !== 'incomplete';
