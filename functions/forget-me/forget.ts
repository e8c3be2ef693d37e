import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { SignedIn } from '../readers/session';
import { forgetCustomer } from '../stripe/forget';
import { text } from '../table/attributes';
import { writeItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import {
  awaitedPartition,
  CUSTOMER_PREFIX,
  type Key,
  READER,
  readerPartition,
  sessionKey,
} from '../table/keys';

/**
 * Deletes all that the table knows of a person. Their customers are nobody's from here on, so that nothing that is
 * heard of them brings the person back. The reader, whom every token names, and the sign-in that asks for this go
 * last: after a crash the person can ask again.
 */
export async function forget(table: Table, { reader, session }: SignedIn): Promise<void> {
  const lasting = new Set([READER, sessionKey(reader.id, session).SK.S]);
  const own = readerPartition(reader.id);
  let keys = await keysOf(table, own);
  // Again, as long as somebody who began earlier still writes something.
  while (keys.some(({ SK }) => !lasting.has(SK.S))) {
    for (const customer of customersAmong(keys)) await forgetCustomer(table, customer);
    await writeItems(
      table,
      [],
      keys.filter(({ SK }) => !lasting.has(SK.S)),
    );
    keys = await keysOf(table, own);
  }
  await writeItems(table, [], [...(await keysOf(table, awaitedPartition(reader.id))), ...keys]);
}

const customersAmong = (keys: Key[]): string[] =>
  keys.flatMap(({ SK }) => (SK.S.startsWith(CUSTOMER_PREFIX) ? [SK.S.slice(CUSTOMER_PREFIX.length)] : []));

async function keysOf(table: Table, partition: string): Promise<Key[]> {
  const keys: Key[] = [];
  let from: Item | undefined;
  do {
    const output = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'PK = :partition',
        ExpressionAttributeValues: { ':partition': { S: partition } },
        ProjectionExpression: 'PK, SK',
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    for (const item of output.Items ?? []) {
      keys.push({ PK: { S: text(item, 'PK') }, SK: { S: text(item, 'SK') } });
    }
    from = output.LastEvaluatedKey;
  } while (from !== undefined);
  return keys;
}
