import { type KnownCustomer, parseKnownCustomer } from '../entitlement/customers';
import { optionalText, text } from '../table/attributes';
import { readItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import { CUSTOMER_PREFIX, CUSTOMERS, readerCustomerKey } from '../table/keys';
import { queryPages } from '../table/query';

/** What is known of a customer before it is read again. */
export type Knowledge =
  /** whose it is, and what was read of it last; null where nothing was */
  | { kind: 'joined'; reader: string; known: KnownCustomer | null }
  /** not one of ours, or its reader was forgotten */
  | { kind: 'foreign' }
  /** somebody began to read it, and did not come to an end */
  | { kind: 'begun' };

/** All customers that the table knows, by their ids. */
export async function readKnowledge(table: Table): Promise<Map<string, Knowledge>> {
  const knowledge = new Map<string, Knowledge>();
  const readers = new Map<string, string>();
  for await (const item of customerItems(table)) {
    const customer = text(item, 'SK');
    const reader = optionalText(item, 'reader');
    const isForeign = item['forgotten'] !== undefined || item['expiresAt'] !== undefined;
    knowledge.set(customer, { kind: isForeign && reader === null ? 'foreign' : 'begun' });
    if (reader !== null) readers.set(customer, reader);
  }
  for (const [customer, reader] of readers) knowledge.set(customer, { kind: 'joined', reader, known: null });
  const keys = [...readers].map(([customer, reader]) => readerCustomerKey(reader, customer));
  for (const item of await readItems(table, keys)) {
    const [known] = parseKnownCustomer(item);
    const customer = text(item, 'SK').slice(CUSTOMER_PREFIX.length);
    const reader = readers.get(customer);
    if (known !== undefined && reader !== undefined) {
      knowledge.set(customer, { kind: 'joined', reader, known });
    }
  }
  return knowledge;
}

async function* customerItems(table: Table): AsyncGenerator<Item> {
  const question = {
    KeyConditionExpression: 'PK = :customers',
    ExpressionAttributeValues: { ':customers': { S: CUSTOMERS } },
  };
  for await (const page of queryPages(table, question)) yield* page;
}
