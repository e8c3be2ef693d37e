import { type CustomerFacts, isOver } from './facts';
import { lastEnd, passStandings } from './passes';
import type { AccessRules } from './rules';
import type { Action, Standing, Status } from './standing';
import { subscriptionStanding } from './subscription';

/** What somebody has, and why. */
export interface Entitlement {
  /** what gives access: `free` where nothing does */
  plan: 'free' | 'pass' | 'subscription';
  status: Status;
  /** whether they have what members have */
  isMember: boolean;
  /** ISO 8601; null where there is no access, or no end of it */
  accessUntil: string | null;
  /** for the person, in whole sentences */
  reason: string;
  /** what they can do about it; null where there is nothing to do */
  action: Action | null;
  /** Stripe's page for what is to be paid, where there is one */
  payUrl: string | null;
}

/**
 * What a person may do, of nothing but what Stripe holds and the clock. Several customers are one person, of whom the
 * best counts: a subscription before a pass where both give access, and the longer of both.
 * @param customers as they were read, in any order
 * @param now ms since 1970
 */
export function entitlementOf(
  customers: readonly CustomerFacts[],
  now: number,
  { isPaid, graceDays }: AccessRules,
): Entitlement {
  if (!isPaid) return EVERYBODY;
  const seconds = Math.floor(now / 1000);
  const standings = [
    ...customers.flatMap(({ subscriptions, readAt }) =>
      subscriptions.map((facts) =>
        subscriptionStanding(facts, seconds, graceDays, Date.parse(readAt) / 1000),
      ),
    ),
    ...passStandings(
      customers.flatMap(({ passes }) => passes),
      seconds,
    ),
  ].sort(bestFirst);
  const [best] = standings;
  if (best === undefined) return NOBODY;
  return best.until === null ? refused(best) : granted(best, standings);
}

/**
 * Whether a customer's state cannot change by the clock, nor by anything but a new purchase: nothing may be charged
 * for, and no pass is in force or could be once its payment is settled.
 * @param now ms since 1970
 */
export const isFinal = ({ subscriptions, passes }: CustomerFacts, now: number): boolean =>
  subscriptions.every(isOver) && lastEnd(passes) * 1000 <= now;

/** Access first, the subscription before the pass; without access what can be mended, then what was last. */
function bestFirst(one: Standing, other: Standing): number {
  return (
    Number(other.until !== null) - Number(one.until !== null) ||
    (one.until === null ? 0 : Number(other.plan === 'subscription') - Number(one.plan === 'subscription')) ||
    Number(other.isLive) - Number(one.isLive) ||
    Number(isDisputed(other)) - Number(isDisputed(one)) ||
    other.end - one.end ||
    keyOf(one).localeCompare(keyOf(other))
  );
}

/** What may come back is told of before what is gone. */
const isDisputed = ({ until, status }: Standing): boolean => until === null && status === 'disputed';

/** What tells apart the rest, so that the order of lists does not. */
const keyOf = ({ plan, status, reason, payUrl }: Standing): string =>
  JSON.stringify([plan, status, reason, payUrl]);

function refused({ status, reason, action, payUrl }: Standing): Entitlement {
  return { plan: 'free', status, isMember: false, accessUntil: null, reason, action, payUrl };
}

function granted(best: Standing, standings: readonly Standing[]): Entitlement {
  const giving = standings.filter(({ until }) => until !== null);
  const until = Math.max(...giving.map((standing) => standing.until ?? 0));
  const others = standings.filter((standing) => standing !== best);
  // One that is cancelled ends by itself.
  const subscriptions = standings.filter(
    ({ plan, isLive, status }) => plan === 'subscription' && isLive && status !== 'canceling',
  );
  const pass = others.find(({ plan, until }) => plan === 'pass' && until !== null);
  // Of what gives no access, only what may be charged for is worth a word beside what does.
  const trouble = others.find(({ until, isLive }) => until === null && isLive);
  const told = [best, pass, trouble].filter((standing) => standing !== undefined);
  const doable = told.find(({ action }) => action !== null);
  const isDouble = subscriptions.length > 1;
  return {
    plan: best.plan,
    status: best.status,
    isMember: true,
    accessUntil: new Date(until * 1000).toISOString(),
    reason: [
      ...told.map(({ reason }) => reason),
      ...(isDouble ? [`You have ${subscriptions.length} subscriptions: cancel all but one.`] : []),
    ].join(' '),
    action: doable?.action ?? (isDouble ? 'manage' : null),
    payUrl: doable?.payUrl ?? null,
  };
}

const EVERYBODY: Entitlement = {
  plan: 'free',
  status: 'none',
  isMember: true,
  accessUntil: null,
  reason: 'There is no paid plan here: who signs in has all that there is.',
  action: null,
  payUrl: null,
};

const NOBODY: Entitlement = {
  plan: 'free',
  status: 'none',
  isMember: false,
  accessUntil: null,
  reason: 'You have no plan.',
  action: 'subscribe',
  payUrl: null,
};
