import { setTimeout as sleep } from 'node:timers/promises';
import { entitlementOf } from '../entitlement/entitlement';
import type { CustomerFacts } from '../entitlement/facts';
import type { AccessRules } from '../entitlement/rules';
import { log } from '../log/log';
import { syncCustomer } from '../stripe/sync';
import type { World } from '../stripe/world';
import { type DueCustomer, dueCustomers } from './due';
import { readKnowledge } from './known';
import { readPurchases } from './purchases';
import { type Teller, teller, tellWhoIsNotRead } from './teller';

/** What a reconciliation came to, in numbers of customers. */
export interface Reconciliation {
  read: number;
  /** whose access was not what it had to be */
  corrected: number;
  failed: number;
  /** for whom there was no time */
  left: number;
}

/**
 * Stripe takes 25 reads a second in test mode, of which a customer is three: with this pace a third is left to
 * everybody else.
 */
const PER_SECOND = 5;
const AT_ONCE = 4;

export interface Limits {
  /** ms since 1970: nothing is begun after it */
  until: number;
  perSecond?: number;
}

/**
 * Reads at Stripe whoever may be otherwise there than the table says, and writes it down. One that fails stops nobody
 * else, and is tried again by the next run. Everybody is told what no webhook told them.
 */
export async function reconcile(
  world: World,
  rules: AccessRules,
  { until, perSecond = PER_SECOND }: Limits,
): Promise<Reconciliation> {
  const now = Date.now();
  const [knowledge, purchases] = await Promise.all([
    readKnowledge(world.table),
    readPurchases(world.stripe, now / 1000),
  ]);
  const due = dueCustomers(knowledge, purchases, now);
  const totals: Reconciliation = { read: 0, corrected: 0, failed: 0, left: due.length };
  const tellPayer = teller(world.table);
  const turns = due.values();
  let nextAt = now;
  const work = async () => {
    for (const customer of turns) {
      const waits = Math.max(0, nextAt - Date.now());
      nextAt = Math.max(Date.now(), nextAt) + 1000 / perSecond;
      await sleep(waits);
      if (Date.now() >= until) return;
      totals.left--;
      await readAgain(world, rules, customer, totals, tellPayer);
    }
  };
  const read = new Set(due.map(({ customer }) => customer));
  await Promise.all([
    ...Array.from({ length: AT_ONCE }, work),
    tellWhoIsNotRead(world, tellPayer, knowledge, read, until),
  ]);
  return totals;
}

async function readAgain(
  world: World,
  rules: AccessRules,
  { customer, before }: DueCustomer,
  totals: Reconciliation,
  tellPayer: Teller,
): Promise<void> {
  try {
    const synced = await syncCustomer(world, customer);
    totals.read++;
    if (synced !== null && accessOf(before, rules) !== accessOf(synced.facts, rules)) totals.corrected++;
    if (synced !== null) await tellPayer({ ...synced, address: async () => synced.address });
  } catch (error) {
    totals.failed++;
    log.error('A customer could not be reconciled', error);
  }
}

/** What of an entitlement would be wrong to have wrong. */
function accessOf(facts: CustomerFacts | null, rules: AccessRules): string {
  const { plan, status, accessUntil } = entitlementOf(facts === null ? [] : [facts], Date.now(), rules);
  return JSON.stringify([plan, status, accessUntil]);
}
