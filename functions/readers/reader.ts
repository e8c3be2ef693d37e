import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { optionalText, text } from '../table/attributes';
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
  /** how mail to them fares, by what SES last said of it */
  mail: MailStanding;
}

/**
 * How mail to somebody fares: it bounced for good, or they called it spam. Either ends digests, and no mail that is
 * about signing in or money.
 */
export type MailStanding = 'ok' | 'bounced' | 'complained';

/** A reader by the digest of their address, as they are at this moment; null where nobody signed in as it. */
export async function readReader(table: Table, id: string): Promise<Reader | null> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: readerKey(id), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseReader(id, Item);
}

/** The reader of an address that was just verified, made where there is none yet. */
export async function welcomeReader(table: Table, address: Address): Promise<Reader> {
  const reader: Reader = { id: readerOf(address), address, since: new Date().toISOString(), mail: 'ok' };
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
  const known = await readReader(table, reader.id);
  if (known === null) return welcomeReader(table, address);
  return known.mail === 'bounced' ? liftBounce(table, known) : known;
}

/** Whoever comes by a mailed link has got that mail, whatever bounced before it. */
async function liftBounce(table: Table, reader: Reader): Promise<Reader> {
  await noteNow(table, reader.id, 'workedAt');
  return { ...reader, mail: 'ok' };
}

/** Says that a reader asks for mail anew, whatever they complained of before. */
export async function liftComplaint(table: Table, { id }: Reader): Promise<void> {
  await noteNow(table, id, 'askedAt');
}

async function noteNow(table: Table, id: string, moment: 'workedAt' | 'askedAt'): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: readerKey(id),
        UpdateExpression: 'SET #moment = :now',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#moment': moment },
        ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
      }),
    ),
  );
}

/** A reader as they lie in the table. @throws InvalidItemError */
export const parseReader = (id: string, item: Item): Reader => ({
  id,
  // Only `parseAddress` makes what is written.
  address: text(item, 'address') as Address,
  since: text(item, 'since'),
  mail: mailStanding(item),
});

/**
 * SES tells in any order, and twice: a bounce counts unless a mail has come through since, a complaint unless its
 * reader has asked for mail since, whichever was written first.
 */
function mailStanding(item: Item): MailStanding {
  if (isLater(item, 'complainedAt', 'askedAt')) return 'complained';
  return isLater(item, 'bouncedAt', 'workedAt') ? 'bounced' : 'ok';
}

function isLater(item: Item, moment: string, than: string): boolean {
  const at = optionalText(item, moment);
  return at !== null && at > (optionalText(item, than) ?? '');
}
