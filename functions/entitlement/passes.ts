import type { PassFacts } from './facts';
import { DAY, dayOf, type Standing } from './standing';

/** By how much Stripe's clock may be ahead of ours: who has just paid is not to wait for that. */
const CLOCK_SKEW = 300;

/**
 * What a person's passes mean for access, of all their customers: together where they are kept, and each that is not
 * for itself. They add up: each begins when it is paid, or when the one before ends. One whose payment is disputed
 * or was given back moves none.
 * @param now seconds since 1970
 */
export function passStandings(passes: readonly PassFacts[], now: number): Standing[] {
  const kept = passes.filter(({ payment }) => payment === 'kept');
  const end = endAt(kept, now);
  return [
    ...(end === null ? [] : [keptStanding(end, now)]),
    ...passes.filter(({ payment }) => payment !== 'kept').map(takenBack),
  ];
}

/** When the last of some passes would be over if all were kept; 0 where there is none. */
export const lastEnd = (passes: readonly PassFacts[]): number => endAt(passes, Number.POSITIVE_INFINITY) ?? 0;

/** When the time that passes give ends which has begun by now; null where none has. */
function endAt(passes: readonly PassFacts[], now: number): number | null {
  let end: number | null = null;
  for (const { paidAt, days } of [...passes].sort((one, other) => one.paidAt - other.paidAt)) {
    if (paidAt <= now + CLOCK_SKEW) end = Math.max(paidAt, end ?? 0) + days * DAY;
  }
  return end;
}

function keptStanding(end: number, now: number): Standing {
  const gives = now < end;
  return {
    ...PASS,
    status: gives ? 'active' : 'ended',
    until: gives ? end : null,
    reason: gives ? `Your pass lasts until ${dayOf(end)}.` : `Your pass ended on ${dayOf(end)}.`,
    action: gives ? null : 'subscribe',
    end,
  };
}

const REASONS = {
  refunded: 'The payment of your pass was given back to you.',
  lost: 'Your bank has taken the payment of your pass back.',
  disputed: 'The payment of your pass is disputed with your bank; access waits until that is settled.',
};

const takenBack = ({ paidAt, days, payment }: PassFacts): Standing => ({
  ...PASS,
  status: payment === 'refunded' ? 'refunded' : 'disputed',
  until: null,
  reason: REASONS[payment === 'kept' ? 'disputed' : payment],
  action: 'subscribe',
  end: paidAt + days * DAY,
});

const PASS = { plan: 'pass', payUrl: null, isLive: false } as const;
