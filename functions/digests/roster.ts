import { randomBytes } from 'node:crypto';
import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Reader } from '../readers/reader';
import { optionalText, text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { DIGESTS, digestKey } from '../table/keys';
import { queryPages } from '../table/query';
import type { DigestSettings } from './settings';

/** A reader's place in the roster of digests. */
export interface Subscription {
  /** the reader's id */
  reader: string;
  /** since when they are a reader: who was forgotten and comes back has not asked for this */
  since: string;
  settings: DigestSettings;
  /** ISO 8601: when the settings were last set */
  setAt: string;
  /** what the link that ends it proves itself with; it stays the same, so that it works in every mail */
  secret: string;
  /** ISO 8601: up to when it was last looked for what came; null before the first time */
  claimedAt: string | null;
  /** up to when digests have told all that came: what came since is yet to be told of */
  coveredAt: string | null;
  /** when it was last claimed to be sent: no other goes in that day or week */
  sentAt: string | null;
}

/** Sets what digest a reader wants. What was sent already stays known, so that no day has two. */
export async function setDigest(table: Table, reader: Reader, settings: DigestSettings): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: digestKey(reader.id),
      UpdateExpression:
        'SET since = :since, settings = :settings, setAt = :now, secret = if_not_exists(secret, :secret)',
      ExpressionAttributeValues: {
        ':since': { S: reader.since },
        ':settings': { S: JSON.stringify(settings) },
        ':now': { S: new Date().toISOString() },
        ':secret': { S: randomBytes(16).toString('base64url') },
      },
    }),
  );
}

/** What digest a reader wants, as they said it last; null where they never did. */
export async function readDigest(
  table: Table,
  { id, since }: Pick<Reader, 'id' | 'since'>,
): Promise<DigestSettings | null> {
  const subscription = await readSubscription(table, id);
  return subscription?.since === since ? subscription.settings : null;
}

/** A reader's place in the roster as it is at this moment; null where there is none. */
export async function readSubscription(table: Table, reader: string): Promise<Subscription | null> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: digestKey(reader), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseSubscription(Item);
}

/** The whole roster, a page of the table's at a time. */
export async function* rosterPages(table: Table): AsyncGenerator<Subscription[], void> {
  const question = {
    KeyConditionExpression: 'PK = :digests',
    ExpressionAttributeValues: { ':digests': { S: DIGESTS } },
  };
  for await (const page of queryPages(table, question)) yield page.map(parseSubscription);
}

/** How far a digest is: nobody gets one, there is nothing to tell, or it is about to be sent. */
export type Step = 'none' | 'nothing' | 'sending';

/**
 * Takes it upon oneself that a reader's day or week was looked at: of many who would, one may, and only on what was
 * read of the place. Whoever is about to send takes it for that digest alone.
 * @param place as it was read, but for where the next digest begins
 * @param at ISO 8601: up to when this one covers what came
 * @returns false where somebody else was first, or the settings are others by now
 */
export async function claimDigest(
  table: Table,
  { reader, setAt, claimedAt, coveredAt }: Subscription,
  at: string,
  step: Step,
): Promise<boolean> {
  const covered = step === 'nothing' ? at : coveredAt;
  const before = claimedAt === null ? 'attribute_not_exists(claimedAt)' : 'claimedAt = :before';
  const set = [
    'claimedAt = :at',
    ...(covered === null ? [] : ['coveredAt = :covered']),
    ...(step === 'sending' ? ['sentAt = :at'] : []),
  ];
  const taken = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: digestKey(reader),
        UpdateExpression: `SET ${set.join(', ')}`,
        ConditionExpression: `setAt = :setAt AND ${before}`,
        ExpressionAttributeValues: {
          ':at': { S: at },
          ':setAt': { S: setAt },
          ...(claimedAt !== null && { ':before': { S: claimedAt } }),
          ...(covered !== null && { ':covered': { S: covered } }),
        },
      }),
    ),
  );
  return taken !== null;
}

/**
 * Writes down that the digest that was claimed is done with: the next one begins where it ends.
 * @param at ISO 8601, as it was claimed
 */
export async function settleDigest(table: Table, reader: string, at: string): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: digestKey(reader),
        UpdateExpression: 'SET coveredAt = :at',
        ConditionExpression: 'claimedAt = :at',
        ExpressionAttributeValues: { ':at': { S: at } },
      }),
    ),
  );
}

/**
 * Ends a reader's digests, by whoever holds their link. They can ask for them again.
 * @returns false where the roster has no such place any more
 */
export async function endDigest(table: Table, { reader, settings, secret }: Subscription): Promise<boolean> {
  const ended = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: digestKey(reader),
        UpdateExpression: 'SET settings = :settings, setAt = :now',
        ConditionExpression: 'secret = :secret',
        ExpressionAttributeValues: {
          ':settings': { S: JSON.stringify({ ...settings, every: 'never' }) },
          ':now': { S: new Date().toISOString() },
          ':secret': { S: secret },
        },
      }),
    ),
  );
  return ended !== null;
}

/**
 * Takes somebody out of the roster.
 * @param since the place of the reader that they were since then alone: who came back and asked anew keeps theirs
 */
export async function leaveRoster(table: Table, reader: string, since?: string): Promise<void> {
  const condition = since !== undefined && {
    ConditionExpression: 'since = :since',
    ExpressionAttributeValues: { ':since': { S: since } },
  };
  await unlessConditionFails(
    table.client.send(new DeleteItemCommand({ TableName: table.name, Key: digestKey(reader), ...condition })),
  );
}

/** A place in the roster as it lies in the table. @throws InvalidItemError */
const parseSubscription = (item: Item): Subscription => ({
  reader: text(item, 'SK'),
  since: text(item, 'since'),
  // Only `setDigest` and `endDigest` write it.
  settings: JSON.parse(text(item, 'settings')) as DigestSettings,
  setAt: text(item, 'setAt'),
  secret: text(item, 'secret'),
  claimedAt: optionalText(item, 'claimedAt'),
  coveredAt: optionalText(item, 'coveredAt'),
  sentAt: optionalText(item, 'sentAt'),
});
