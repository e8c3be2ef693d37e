import { leaveRoster } from '../digests/roster';
import type { SignedIn } from '../readers/session';
import { forgetCustomer } from '../stripe/forget';
import { text } from '../table/attributes';
import { writeItems } from '../table/batch';
import type { Table } from '../table/client';
import {
  awaitedPartition,
  CUSTOMER_PREFIX,
  type Key,
  MAIL_PREFIX,
  openMailKey,
  READER,
  readerPartition,
  sessionKey,
} from '../table/keys';
import { queryAll } from '../table/query';

/**
 * Deletes all that the table knows of a person. Their digest goes first, so that none is sent meanwhile; their
 * customers are nobody's from here on, so that nothing that is heard of them brings the person back. The reader, whom
 * every token names, and the sign-in that asks for this go last: after a crash the person can ask again.
 */
export async function forget(table: Table, { reader, session }: SignedIn): Promise<void> {
  const lasting = new Set([READER, sessionKey(reader.id, session).SK.S]);
  const own = readerPartition(reader.id);
  await leaveRoster(table, reader.id);
  let keys = await keysOf(table, own);
  // Again, as long as somebody who began earlier still writes something.
  while (keys.some(({ SK }) => !lasting.has(SK.S))) {
    for (const customer of namesAmong(keys, CUSTOMER_PREFIX)) await forgetCustomer(table, customer);
    // Before the ledger, which alone says which they are.
    const mails = namesAmong(keys, MAIL_PREFIX);
    await writeItems(
      table,
      [],
      mails.map((mail) => openMailKey(reader.id, mail)),
    );
    await writeItems(
      table,
      [],
      keys.filter(({ SK }) => !lasting.has(SK.S)),
    );
    keys = await keysOf(table, own);
  }
  await writeItems(table, [], [...(await keysOf(table, awaitedPartition(reader.id))), ...keys]);
  // A digest that was asked for at this very moment.
  await leaveRoster(table, reader.id, reader.since);
}

/** What comes after a prefix, of the keys that have it. */
const namesAmong = (keys: Key[], prefix: string): string[] =>
  keys.flatMap(({ SK }) => (SK.S.startsWith(prefix) ? [SK.S.slice(prefix.length)] : []));

async function keysOf(table: Table, partition: string): Promise<Key[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'PK = :partition',
    ExpressionAttributeValues: { ':partition': { S: partition } },
    ProjectionExpression: 'PK, SK',
    ConsistentRead: true,
  });
  return items.map((item) => ({ PK: { S: text(item, 'PK') }, SK: { S: text(item, 'SK') } }));
}
