import { optionalNumber, optionalText } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { CUSTOMER_PREFIX, readerPartition } from '../table/keys';
import { queryAll } from '../table/query';
import type { CustomerFacts } from './facts';

/** A customer of a reader's, as it lies in the table. */
export interface KnownCustomer {
  facts: CustomerFacts;
  /** until when somebody who is paying at this moment is looked out for, in ms since 1970; null where nobody is */
  awaitedUntil: number | null;
}

/** What Stripe held of a reader's customers when they were last read, as written a moment ago. No order. */
export const readCustomers = async (table: Table, readerId: string): Promise<CustomerFacts[]> =>
  (await readKnownCustomers(table, readerId)).map(({ facts }) => facts);

/** A reader's customers with what we know of them beside. */
export async function readKnownCustomers(table: Table, readerId: string): Promise<KnownCustomer[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'PK = :reader AND begins_with(SK, :customer)',
    ExpressionAttributeValues: {
      ':reader': { S: readerPartition(readerId) },
      ':customer': { S: CUSTOMER_PREFIX },
    },
    ConsistentRead: true,
  });
  return items.flatMap(parseKnownCustomer);
}

/** A customer as it lies in a reader's partition; none where nothing was written of it yet. */
export function parseKnownCustomer(item: Item): KnownCustomer[] {
  const facts = optionalText(item, 'facts');
  // Only `storeFacts` makes what is written.
  return facts === null
    ? []
    : [{ facts: JSON.parse(facts) as CustomerFacts, awaitedUntil: optionalNumber(item, 'awaitedUntil') }];
}
