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
  /** when it began, with its trial where it has one; missing in what was written before mails told of it */
  startedAt?: number;
  /** its open invoice, null where there is none; missing in what was written before mails told of it */
  unpaid?: UnpaidInvoice | null;
}

/** An invoice of a subscription that is to be paid. */
export interface UnpaidInvoice {
  /** `in_…` */
  id: string;
  createdAt: number;
  /** how often Stripe has tried to collect it; what people try themselves does not count, but for the first */
  attempts: number;
  /** in the currency's smallest unit */
  amountDue: number;
  /** ISO 4217 in lower case */
  currency: string;
  /** when Stripe tries again; null where it does not */
  nextAttempt: number | null;
}

export interface PassFacts {
  /** `pi_…` */
  id: string;
  paidAt: number;
  /** what was bought, whatever a pass has now */
  days: number;
  payment: PaymentState;
  /** what was paid, in the currency's smallest unit; missing in what was written before mails told of it */
  amount?: number;
  /** ISO 4217 in lower case; missing like the amount */
  currency?: string;
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

/** Whether more would be charged. One that somebody has cancelled already runs out by itself. */
export const goesOn = (subscription: SubscriptionFacts): boolean =>
  !isOver(subscription) && (subscription.cancelAt === null || subscription.cancelAt > subscription.periodEnd);
