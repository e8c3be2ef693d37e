import { isLive, isOver, type SubscriptionFacts } from './facts';
import { DAY, dayOf, type Standing, type Status } from './standing';

/** A renewal that nobody has told us of is waited for: Stripe itself may take an hour, and its webhook three days. */
const LATE_RENEWAL = 2 * DAY;

/**
 * What a subscription means for access. A word of Stripe's that we don't know means none.
 * @param now seconds since 1970
 * @param readAt when it was read at Stripe, seconds since 1970
 * @see https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
 */
export function subscriptionStanding(
  facts: SubscriptionFacts,
  now: number,
  graceDays: number,
  readAt: number,
): Standing {
  if (!facts.isOurPrice) {
    return without(facts, 'unknown', 'Your subscription is of a price that gives no access here.');
  }
  if (facts.payment !== 'kept') return takenBack(facts);
  switch (facts.status) {
    case 'active':
    case 'trialing':
      return running(facts, now, facts.status);
    case 'past_due':
      // The unpaid period had begun as a rule when this was read; else it begins with the end of the one before.
      return pastDue(
        facts,
        now,
        (readAt < facts.periodEnd ? facts.periodStart : facts.periodEnd) + graceDays * DAY,
      );
    case 'unpaid':
      return without(facts, 'unpaid', 'Your subscription could not be renewed: its payment failed for good.');
    case 'incomplete':
      return without(facts, 'incomplete', 'The first payment of your subscription did not go through.');
    case 'paused':
      return without(
        facts,
        'paused',
        'Your trial is over, and there is nothing to pay your subscription with.',
      );
    case 'canceled':
      return ended(facts, now);
    case 'incomplete_expired':
      return without(facts, 'ended', 'Your subscription never began: its first payment did not go through.');
    default:
      return unknown(facts);
  }
}

function running(facts: SubscriptionFacts, now: number, status: 'active' | 'trialing'): Standing {
  const { periodEnd, trialEnd, cancelAt } = facts;
  if (periodEnd === 0) return unknown(facts);
  const renewal = status === 'trialing' ? Math.max(periodEnd, trialEnd ?? 0) : periodEnd;
  const end = Math.min(cancelAt ?? Number.POSITIVE_INFINITY, renewal + LATE_RENEWAL);
  if (now >= end) {
    return without(facts, 'ended', `Your subscription was paid until ${dayOf(Math.min(end, renewal))}.`);
  }
  const until = now < renewal ? Math.min(end, renewal) : end;
  if (cancelAt !== null) {
    return giving(
      facts,
      'canceling',
      until,
      `Your subscription is cancelled and ends on ${dayOf(cancelAt)}.`,
    );
  }
  return status === 'trialing'
    ? giving(
        facts,
        'trialing',
        until,
        `Your trial lasts until ${dayOf(renewal)}; your subscription begins then.`,
      )
    : giving(facts, 'active', until, `Your subscription is paid until ${dayOf(renewal)} and renews itself.`);
}

const unknown = (facts: SubscriptionFacts): Standing =>
  without(facts, 'unknown', 'Your subscription is in a state that we do not know.');

function pastDue(facts: SubscriptionFacts, now: number, graceEnd: number): Standing {
  const until = Math.min(graceEnd, facts.cancelAt ?? Number.POSITIVE_INFINITY);
  if (now < until) {
    const reason = `The renewal of your subscription was not paid; it gives access until ${dayOf(until)}.`;
    return giving(facts, 'past_due', until, reason);
  }
  return without(facts, 'past_due', 'The renewal of your subscription was not paid.');
}

function ended(facts: SubscriptionFacts, now: number): Standing {
  const { endedAt } = facts;
  if (endedAt === null) return without(facts, 'ended', 'Your subscription has ended.');
  if (now < endedAt)
    return giving(facts, 'canceling', endedAt, `Your subscription ends on ${dayOf(endedAt)}.`);
  return { ...without(facts, 'ended', `Your subscription ended on ${dayOf(endedAt)}.`), end: endedAt };
}

function takenBack(facts: SubscriptionFacts): Standing {
  switch (facts.payment) {
    case 'refunded':
      return without(facts, 'refunded', 'The last payment of your subscription was given back to you.');
    case 'lost':
      return without(facts, 'disputed', 'Your bank has taken the last payment of your subscription back.');
    default:
      return without(
        facts,
        'disputed',
        'The last payment of your subscription is disputed with your bank; access waits until that is settled.',
      );
  }
}

const giving = (facts: SubscriptionFacts, status: Status, until: number, reason: string): Standing => ({
  plan: 'subscription',
  status,
  until,
  reason,
  action: status === 'past_due' ? 'pay' : null,
  payUrl: status === 'past_due' ? facts.payUrl : null,
  isLive: true,
  end: until,
});

function without(facts: SubscriptionFacts, status: Status, reason: string): Standing {
  const isOpen = status === 'past_due' || status === 'unpaid' || status === 'incomplete';
  return {
    plan: 'subscription',
    status,
    until: null,
    reason,
    action: isOpen ? 'pay' : isOver(facts) ? 'subscribe' : 'manage',
    payUrl: isOpen ? facts.payUrl : null,
    isLive: isLive(facts),
    end: facts.periodEnd,
  };
}
