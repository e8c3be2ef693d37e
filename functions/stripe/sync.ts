import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { CustomerFacts } from '../entitlement/facts';
import { type Address, parseAddress, readerOf } from '../readers/address';
import type { Table } from '../table/client';
import { readerCustomerKey } from '../table/keys';
import { joinCustomer, recordUnknown, storeFacts, takeTicket } from './customer-items';
import { type Reading, readCustomer } from './reading';
import type { World } from './world';

/** A customer whose reader is known, with what Stripe holds of it. */
export interface SyncedCustomer {
  reader: string;
  facts: CustomerFacts;
  /** the reader's own, where it is the one that paid at Stripe; else null. It may be that nobody signed in as it yet */
  address: Address | null;
}

/**
 * Reads a customer at Stripe and writes down what it holds: all that a webhook, a return page and a reconciliation
 * do. Whatever their order, copies and overlaps, what was read before something is never written over what was read
 * after it.
 * @param customer `cus_…`
 * @param hint whose it is, where the caller knows
 * @returns null where nobody knows whose it is, or its reader was forgotten: nothing of it is written
 */
export async function syncCustomer(
  { table, stripe }: World,
  customer: string,
  hint?: { reader: string },
): Promise<SyncedCustomer | null> {
  const ticket = await takeTicket(table, customer);
  if (ticket === null) return null;
  const reading = await readCustomer(stripe, customer);
  const { facts } = reading;
  if (ticket.reader !== null) {
    await storeFacts(table, ticket.reader, facts, ticket.number);
    return synced(ticket.reader, reading);
  }
  const reader = hint?.reader ?? whose(reading);
  if (reader === null) {
    await recordUnknown(table, customer);
    return null;
  }
  if (await joinCustomer(table, reader, facts, ticket.number)) return synced(reader, reading);
  await leave(table, reader, customer);
  return null;
}

/** Whose a customer is that nobody knew: as we named them, else whoever the address belongs to that paid. */
function whose(reading: Reading): string | null {
  const payer = payerOf(reading);
  return reading.named ?? (payer === null ? null : readerOf(payer));
}

const payerOf = ({ address }: Reading): Address | null => (address === null ? null : parseAddress(address));

function synced(reader: string, reading: Reading): SyncedCustomer {
  const payer = payerOf(reading);
  const isOwn = payer !== null && readerOf(payer) === reader;
  return { reader, facts: reading.facts, address: isOwn ? payer : null };
}

async function leave(table: Table, reader: string, customer: string): Promise<void> {
  await table.client.send(
    new DeleteItemCommand({ TableName: table.name, Key: readerCustomerKey(reader, customer) }),
  );
}
