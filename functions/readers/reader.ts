import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { readerKey } from '../table/keys';
import { type Address, readerOf } from './address';

/** A person who has shown that an address is theirs. */
export interface Reader {
  /** digest of the address (`readerOf`): what their items in the table are under */
  id: string;
  address: Address;
  /** ISO 8601: when they first signed in. Somebody who was forgotten and comes back is another reader */
  since: string;
}

/** A reader by the digest of their address, as they are at this moment; null where nobody signed in as it. */
async function readReader(table: Table, id: string): Promise<Reader | null> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: readerKey(id), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseReader(id, Item);
}

/** The reader of an address that was just verified, made where there is none yet. */
export async function welcomeReader(table: Table, address: Address): Promise<Reader> {
  const reader: Reader = { id: readerOf(address), address, since: new Date().toISOString() };
  const made = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...readerKey(reader.id), address: { S: address }, since: { S: reader.since } },
        ConditionExpression: 'attribute_not_exists(PK)',
      }),
    ),
  );
  if (made !== null) return reader;
  return (await readReader(table, reader.id)) ?? welcomeReader(table, address);
}

/** A reader as they lie in the table. @throws InvalidItemError */
export const parseReader = (id: string, item: Item): Reader => ({
  id,
  // Only `parseAddress` makes what is written.
  address: text(item, 'address') as Address,
  since: text(item, 'since'),
});
