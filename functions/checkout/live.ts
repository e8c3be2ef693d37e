import { readCustomers } from '../entitlement/customers';
import { isLive, type SubscriptionFacts } from '../entitlement/facts';
import { Problem } from '../http/problem';
import type { Reader } from '../readers/reader';
import { syncCustomer } from '../stripe/sync';
import type { World } from '../stripe/world';

/** The subscriptions of a reader as they are at this moment, read at Stripe and written down. */
export async function readSubscriptions(
  world: World,
  reader: string,
  customers: readonly string[],
): Promise<SubscriptionFacts[]> {
  const synced = await Promise.all(customers.map((customer) => syncCustomer(world, customer)));
  return synced.flatMap((one) => (one?.reader === reader ? one.facts.subscriptions : []));
}

/** @throws Problem 409 where a reader would pay twice; `actionUrl` is where they see to what they have */
export async function refuseSubscribed(world: World, reader: Reader, origin: string): Promise<void> {
  const known = await readCustomers(world.table, reader.id);
  const customers = known.map(({ customer }) => customer);
  if (!(await readSubscriptions(world, reader.id, customers)).some(isLive)) return;
  throw new Problem(
    409,
    'Subscribed already',
    'You have a subscription. See to it, its payments and its end on your account’s page.',
    [],
    {},
    { actionUrl: `${origin}/account` },
  );
}
