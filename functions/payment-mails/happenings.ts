import {
  type CustomerFacts,
  isLive,
  type PassFacts,
  type SubscriptionFacts,
  type UnpaidInvoice,
} from '../entitlement/facts';
import { DAY } from '../entitlement/standing';

/** What a payer is told of by mail. `key` is what happened, the same however often and by whatever it is seen. */
export type Happening = { key: string } & (
  | { kind: 'welcome'; subscription: SubscriptionFacts }
  | { kind: 'trial-ends'; subscription: SubscriptionFacts; trialEnd: number }
  | { kind: 'payment-failed'; subscription: SubscriptionFacts; unpaid: UnpaidInvoice }
  | { kind: 'subscription-ended'; subscription: SubscriptionFacts; endedAt: number }
  | { kind: 'pass-bought'; pass: PassFacts }
);

/**
 * For how long something is told of. Stripe holds what was for ever and the ledger of mails forgets after 400 days,
 * so what is old must not be told of again; and a mail that comes after a week says nothing new.
 */
const LATELY = 7 * DAY;

/** Stripe tells that a trial will end three days before. */
const TRIAL_NOTICE = 3 * DAY;

/**
 * How long after its making an unpaid invoice is told of: Stripe tries for up to two months, and does not say when it
 * tried last. Where Stripe gives up, an invoice may stay open for years.
 * @see https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
const COLLECTING = 90 * DAY;

/**
 * What happened lately to a customer: of nothing but what Stripe holds, so that no event is needed to know it. Only
 * subscriptions of our prices count: one that was moved elsewhere is another product's, whoever sells that.
 * @param now ms since 1970
 * @param person all customers of the same person, this one among them
 */
export function happeningsOf(
  customer: CustomerFacts,
  now: number,
  person: readonly CustomerFacts[] = [customer],
): Happening[] {
  const seconds = now / 1000;
  const ours = customer.subscriptions.filter(({ isOurPrice }) => isOurPrice);
  return [
    ...ours.flatMap((subscription) => welcome(subscription, seconds)),
    ...ours.flatMap((subscription) => trialEnds(subscription, seconds)),
    ...ours.flatMap((subscription) => paymentFailed(subscription, seconds)),
    ...ours.flatMap((subscription) => subscriptionEnded(subscription, seconds, person)),
    ...customer.passes.flatMap((pass) => passBought(pass, seconds)),
  ];
}

function welcome(subscription: SubscriptionFacts, now: number): Happening[] {
  const { id, status, startedAt = 0, payment } = subscription;
  const isRunning = status === 'active' || status === 'trialing';
  return isRunning && payment === 'kept' && startedAt > now - LATELY
    ? [{ key: `welcome:${id}`, kind: 'welcome', subscription }]
    : [];
}

function trialEnds(subscription: SubscriptionFacts, now: number): Happening[] {
  const { id, status, trialEnd, cancelAt } = subscription;
  // Who has cancelled is not charged when it ends.
  if (status !== 'trialing' || trialEnd === null || cancelAt !== null) return [];
  const isNear = trialEnd > now && trialEnd <= now + TRIAL_NOTICE;
  return isNear ? [{ key: `trial-ends:${id}:${trialEnd}`, kind: 'trial-ends', subscription, trialEnd }] : [];
}

/** A first payment fails before the payer's eyes and leaves the subscription incomplete; a renewal does not. */
function paymentFailed(subscription: SubscriptionFacts, now: number): Happening[] {
  const { status, unpaid } = subscription;
  if ((status !== 'past_due' && status !== 'unpaid') || !unpaid) return [];
  const { id, attempts, createdAt } = unpaid;
  return attempts >= 1 && createdAt > now - COLLECTING
    ? [{ key: `payment-failed:${id}:${attempts}`, kind: 'payment-failed', subscription, unpaid }]
    : [];
}

/** One that never began does not end: it is `incomplete_expired`, not `canceled`. */
function subscriptionEnded(
  subscription: SubscriptionFacts,
  now: number,
  person: readonly CustomerFacts[],
): Happening[] {
  const { id, status, endedAt } = subscription;
  if (status !== 'canceled' || endedAt === null || endedAt <= now - LATELY) return [];
  return isSuperseded(subscription, endedAt, person)
    ? []
    : [{ key: `subscription-ended:${id}`, kind: 'subscription-ended', subscription, endedAt }];
}

/**
 * Whether somebody is a subscriber still, or was for longer by another subscription: whoever ends one of two, or has
 * subscribed anew, is not to read that it is over; and who ends both reads it once.
 */
function isSuperseded({ id }: SubscriptionFacts, endedAt: number, person: readonly CustomerFacts[]): boolean {
  const others = person
    .flatMap(({ subscriptions }) => subscriptions)
    .filter((other) => other.isOurPrice && other.id !== id);
  return others.some(
    (other) =>
      isLive(other) ||
      (other.status === 'canceled' &&
        other.endedAt !== null &&
        (other.endedAt > endedAt || (other.endedAt === endedAt && other.id > id))),
  );
}

function passBought(pass: PassFacts, now: number): Happening[] {
  const { id, paidAt, payment } = pass;
  return payment === 'kept' && paidAt > now - LATELY
    ? [{ key: `pass-bought:${id}`, kind: 'pass-bought', pass }]
    : [];
}
