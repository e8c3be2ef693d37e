import { readCustomers } from '../../../functions/entitlement/customers';
import { type Entitlement, entitlementOf } from '../../../functions/entitlement/entitlement';
import { type Address, readerOf } from '../../../functions/readers/address';
import { type Reader, welcomeReader } from '../../../functions/readers/reader';
import { requireStripe } from '../../../functions/stripe/client';
import type { StripeClient } from '../../../functions/stripe/parts';
import type { World } from '../../../functions/stripe/world';
import { writeItems } from '../../../functions/table/batch';
import type { Key } from '../../../functions/table/keys';
import { type Service, startService } from '../../service';
import { StripeDouble } from '../../stripe-double';

/** Stripe, a table, and people who buy there. */
export interface Shop {
  service: Service;
  double: StripeDouble;
  stripe: StripeClient;
  world: World;
  /** somebody who has signed in */
  reader(name: string): Promise<Reader>;
  /** what somebody has, as the table says */
  entitlement(readerId: string, now?: number): Promise<Entitlement>;
  /** Empties it all. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export const RULES = { isPaid: true, graceDays: 7 };
export const addressOf = (name: string): Address => `${name}@example.com` as Address;
export const readerIdOf = (name: string): string => readerOf(addressOf(name));

/** Starts all of it for one test file. */
export async function startShop(): Promise<Shop> {
  const service = await startService();
  const double = await StripeDouble.start();
  double.setUp(service.secrets);
  const stripe = await requireStripe();
  const { table } = service;
  return {
    service,
    double,
    stripe,
    world: { table, stripe },
    reader: (name) => welcomeReader(table, addressOf(name)),
    entitlement: async (readerId, now = Date.now()) =>
      entitlementOf(await readCustomers(table, readerId), now, RULES),
    clear: async () => {
      double.reset();
      const keys = (await table.items()).map(({ PK, SK }) => ({ PK, SK }) as Key);
      await writeItems(table, [], keys);
    },
    stop: async () => {
      await double.stop();
      await service.stop();
    },
  };
}
