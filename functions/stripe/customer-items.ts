import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { CustomerFacts } from '../entitlement/facts';
import { optionalText } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { customerKey, readerCustomerKey } from '../table/keys';

/**
 * A customer is two items. One of all customers says whose it is and counts who reads it at Stripe; one in its
 * reader's partition holds what was read. A customer joins a reader by that second item first: what is being read
 * for somebody who is forgotten meanwhile finds it gone, and stays unwritten.
 */

/** The right to write what will be read next at Stripe, unless somebody who took theirs later has written. */
export interface Ticket {
  number: number;
  /** whose the customer is; null where nobody knows yet */
  reader: string | null;
}

/** How long it is remembered that a customer is not one of ours. */
const UNKNOWN_SECONDS = 90 * 86_400;

/** Takes a ticket; it must be taken before Stripe is asked. @returns null where the customer was forgotten */
export async function takeTicket(table: Table, customer: string): Promise<Ticket | null> {
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: customerKey(customer),
        UpdateExpression: 'ADD ticket :one',
        ConditionExpression: 'attribute_not_exists(forgotten)',
        ExpressionAttributeValues: { ':one': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  const item = output?.Attributes;
  return item === undefined
    ? null
    : { number: Number(item['ticket']?.N), reader: optionalText(item, 'reader') };
}

/**
 * Writes what was read, unless somebody with a later ticket has, or the reader was forgotten.
 * @returns whether it was written
 */
export const storeFacts = (
  table: Table,
  reader: string,
  facts: CustomerFacts,
  ticket: number,
): Promise<boolean> =>
  writeFacts(
    table,
    reader,
    facts,
    ticket,
    'attribute_exists(PK) AND (attribute_not_exists(ticket) OR ticket < :ticket)',
  );

/**
 * Makes a customer one of a reader's, with what was read of it.
 * @returns false where it is somebody else's by now, or was forgotten; then nothing stays written
 */
export async function joinCustomer(
  table: Table,
  reader: string,
  facts: CustomerFacts,
  ticket: number,
): Promise<boolean> {
  await writeFacts(table, reader, facts, ticket, 'attribute_not_exists(ticket) OR ticket < :ticket');
  return claim(table, reader, facts.customer);
}

async function writeFacts(
  table: Table,
  reader: string,
  facts: CustomerFacts,
  ticket: number,
  condition: string,
): Promise<boolean> {
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: readerCustomerKey(reader, facts.customer),
        UpdateExpression: 'SET facts = :facts, ticket = :ticket',
        ConditionExpression: condition,
        ExpressionAttributeValues: {
          ':facts': { S: JSON.stringify(facts) },
          ':ticket': { N: String(ticket) },
        },
      }),
    ),
  );
  return output !== null;
}

async function claim(table: Table, reader: string, customer: string): Promise<boolean> {
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: customerKey(customer),
        UpdateExpression: 'SET reader = :reader REMOVE expiresAt',
        ConditionExpression:
          'attribute_not_exists(forgotten) AND (attribute_not_exists(reader) OR reader = :reader)',
        ExpressionAttributeValues: { ':reader': { S: reader } },
      }),
    ),
  );
  return output !== null;
}

/** Remembers for a while that nobody knows whose a customer is. */
export async function recordUnknown(table: Table, customer: string): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: customerKey(customer),
        UpdateExpression: 'SET expiresAt = :end',
        ConditionExpression: 'attribute_not_exists(reader) AND attribute_not_exists(forgotten)',
        ExpressionAttributeValues: { ':end': { N: String(Math.floor(Date.now() / 1000) + UNKNOWN_SECONDS) } },
      }),
    ),
  );
}
