import { isFinal } from '../entitlement/entitlement';
import type { CustomerFacts } from '../entitlement/facts';
import type { Knowledge } from './known';

/** A customer to be read again, with what was known of it; null where nothing was. */
export interface DueCustomer {
  customer: string;
  before: CustomerFacts | null;
}

/** Who was read since is right already: by a webhook, by looking at their account, or by the last run. */
const RECENT_MS = 12 * 3_600_000;

/** Somebody who went to pay may have, days later too: some banks take that long. */
const AWAITED_MS = 7 * 86_400_000;

/** Stripe tells whole seconds, by another clock. */
const ROUGHLY_SECONDS = 2;

/**
 * The customers that may be otherwise at Stripe than the table says: whose state is not final, and who have bought
 * something after they were last read. Those that were not read for longest come first, so that a run that has no
 * time for all leaves none behind for good.
 * @param purchases when customers bought lately, in seconds since 1970
 * @param now ms since 1970
 */
export function dueCustomers(
  knowledge: ReadonlyMap<string, Knowledge>,
  purchases: ReadonlyMap<string, number>,
  now: number,
): DueCustomer[] {
  const due = new Map<string, DueCustomer>();
  for (const [customer, state] of knowledge) {
    const before = factsOf(state);
    if (mayDiffer(state, now)) due.set(customer, { customer, before });
  }
  for (const [customer, boughtAt] of purchases) {
    const state = knowledge.get(customer);
    const before = state === undefined ? null : factsOf(state);
    if (state?.kind !== 'foreign' && (boughtAt + ROUGHLY_SECONDS) * 1000 >= readAt(before))
      due.set(customer, { customer, before });
  }
  return [...due.values()].sort((one, other) => readAt(one.before) - readAt(other.before));
}

function mayDiffer(state: Knowledge, now: number): boolean {
  if (state.kind === 'foreign') return false;
  if (state.kind === 'begun' || state.known === null) return true;
  const { facts, awaitedUntil } = state.known;
  const isAwaited = awaitedUntil !== null && now < awaitedUntil + AWAITED_MS;
  // What was read in the future was read by a clock that was wrong.
  const isRecent = Math.abs(now - Date.parse(facts.readAt)) <= RECENT_MS;
  return (isAwaited || !isFinal(facts, now)) && !isRecent;
}

const factsOf = (state: Knowledge): CustomerFacts | null =>
  state.kind === 'joined' ? (state.known?.facts ?? null) : null;

const readAt = (facts: CustomerFacts | null): number => (facts === null ? 0 : Date.parse(facts.readAt));
