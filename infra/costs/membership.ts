import type { Deployed } from './deployed';
import { lambda } from './lambda';
import {
  CPU,
  DIGEST_PACE_MS,
  DIGEST_READS,
  DIGEST_WRITES,
  MEMBER_REQUESTS,
  ROSTER_READS,
  SIGN_INS,
  STRIPE_CALL_MS,
  STRIPE_EVENTS,
} from './units';
import { type Use, use } from './use';
import { DAYS, HOURS, type Workload } from './workload';

/** The clock of the digests looks every quarter of an hour. */
const LOOKS_AN_HOUR = 4;

/** What members cost, and what SES and Stripe ask for them. */
export function membership({ members, price, digests }: Workload, deployed: Deployed): Use[] {
  return [
    ...digestMails(deployed, digests),
    ...accounts(deployed, members),
    ...payments(deployed, members, price),
  ];
}

function digestMails(deployed: Deployed, aDay: number): Use[] {
  const count = aDay * DAYS;
  return [
    use('digests', 'mails', count),
    // What became of each is written down as well.
    use('digests', 'tableWrites', count * (DIGEST_WRITES + 2)),
    use('digests', 'tableReads', count * DIGEST_READS + aDay * HOURS * LOOKS_AN_HOUR * ROSTER_READS),
    // Messages of twenty readers: sent, received, deleted.
    use('digests', 'queueRequests', (count / 20) * 3),
    ...lambda(deployed, 'digests', {
      folder: 'digests',
      invocations: count / 20,
      cpuMs: count * CPU.digest,
      calls: count * 8,
      // Two workers share SES's pace.
      waitMs: count * DIGEST_PACE_MS * 2,
    }),
    ...lambda(deployed, 'digests', {
      folder: 'mail-events',
      invocations: count,
      cpuMs: count * CPU.small,
      calls: count * 2,
    }),
  ];
}

function accounts(deployed: Deployed, members: number): Use[] {
  const requests = members * MEMBER_REQUESTS;
  return [
    use('members', 'mails', members * SIGN_INS),
    use('members', 'tableWrites', members * SIGN_INS * 12),
    use('members', 'tableReads', requests * 4),
    use('members', 'apiRequests', requests),
    use('members', 'secretReads', requests),
    ...lambda(deployed, 'members', {
      folder: 'account-page',
      invocations: requests,
      cpuMs: requests * CPU.page,
      calls: requests * 4,
    }),
  ];
}

function payments(deployed: Deployed, members: number, price: number): Use[] {
  const events = members * STRIPE_EVENTS;
  return [
    use('what members pay', 'stripeShare', members * price),
    use('what members pay', 'stripePayments', members),
    use('payments', 'tableWrites', (events + members * DAYS) * 3),
    use('payments', 'tableReads', (events + members * DAYS) * 3),
    use('payments', 'apiRequests', events),
    ...lambda(deployed, 'payments', {
      folder: 'stripe-webhook',
      invocations: events,
      cpuMs: events * CPU.page,
      calls: events * 4,
      waitMs: events * 2 * STRIPE_CALL_MS,
    }),
    // Once a day everybody's plan is read at Stripe.
    ...lambda(deployed, 'payments', {
      folder: 'reconcile',
      invocations: 0,
      cpuMs: members * DAYS * CPU.small,
      calls: members * DAYS * 2,
      waitMs: members * DAYS * STRIPE_CALL_MS,
    }),
  ];
}
