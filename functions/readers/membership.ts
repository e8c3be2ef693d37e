import { readCustomers } from '../entitlement/customers';
import { type Entitlement, entitlementOf } from '../entitlement/entitlement';
import { accessRules } from '../entitlement/rules';
import type { Table } from '../table/client';
import type { Reader } from './reader';

/**
 * What a reader has at this moment, as their customers at Stripe were last read. Where there is no paid plan,
 * whoever is signed in has what members have, and nothing is read.
 * @param now ms since 1970
 */
export async function readEntitlement(table: Table, reader: Reader, now: number): Promise<Entitlement> {
  const rules = accessRules();
  const customers = rules.isPaid ? await readCustomers(table, reader.id) : [];
  return entitlementOf(customers, now, rules);
}

/**
 * Where a reader can do what their entitlement asks for: pay what is open on Stripe's own page, everything else on
 * the account page.
 * @param origin of the service
 * @returns null where there is nothing to do
 */
export function actionUrlOf({ action, payUrl }: Entitlement, origin: string): string | null {
  if (action === null) return null;
  return payUrl ?? accountUrl(origin);
}

/** The page of the reader's own account. */
export const accountUrl = (origin: string): string => `${origin}/account`;
