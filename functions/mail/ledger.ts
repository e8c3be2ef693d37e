import { hash, randomUUID } from 'node:crypto';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { idsFromBytes, idToBytes } from '../article/id';
import { optionalText, text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { MAIL_PREFIX, mailKey, openMailKey } from '../table/keys';

/**
 * The ledger of mails: what is about to be sent is written down before it is, under its business key, and never sent
 * a second time. While nobody knows how a sending ended, a second item keeps it open, where the sweep finds it.
 */

/**
 * How far we came with a mail:
 * - `sending`: it is being handed to SES, or was when something broke off
 * - `sent`: SES has it
 * - `refused`: SES does not have it, for certain; it may be tried again
 * - `uncertain`: nobody knows, and it is not tried again
 */
export type MailState = 'sending' | 'sent' | 'refused' | 'uncertain';

/** What SES said later of what it has. */
export type MailOutcome = 'delayed' | 'delivered' | 'rejected' | 'bounced' | 'complained';

/** A mail of the ledger. */
export interface LedgerEntry {
  /** digest of its business key */
  mail: string;
  kind: string;
  subject: string;
  /** ISO 8601: when sending it began */
  at: string;
  state: MailState;
  /** null as long as SES has said nothing */
  outcome: MailOutcome | null;
}

/** Whose mail it is, and which. */
export interface Posting {
  /** the reader's id */
  reader: string;
  /** of a business key, see `mailIdOf` */
  mail: string;
}

/** What the ledger keeps of a mail's content. */
export interface Content {
  kind: string;
  subject: string;
  /** the articles that it tells of, by their ids */
  articles?: string[];
}

/** Digests and sign-ins are soon of no interest; what money was about is kept for as long as it may be asked for. */
const KEPT_DAYS: Record<string, number> = { 'sign-in': 7, digest: 90 };
const USUALLY_KEPT_DAYS = 400;

/** The id of a mail by what it is about, such as `payment-failed:in_…:2`: the same for whoever comes to send it. */
export const mailIdOf = (businessKey: string): string =>
  hash('sha256', businessKey, 'base64url').slice(0, 22);

/** A mail of the ledger as it is at this moment; null where sending it never began. */
export async function readPosting(table: Table, { reader, mail }: Posting): Promise<LedgerEntry | null> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: mailKey(reader, mail), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseLedgerEntry(Item);
}

/** The articles that a mail told of, by their ids; none where it told of none, or never was begun. */
export async function readTold(table: Table, { reader, mail }: Posting): Promise<string[]> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: mailKey(reader, mail),
      ConsistentRead: true,
    }),
  );
  return Item?.['articles']?.B === undefined ? [] : idsFromBytes(Item['articles'].B);
}

/**
 * Takes it upon oneself to send a mail: of many who would, one may.
 * @param now ms since 1970
 * @returns null where it is the caller's to send, else how far somebody else came with it
 */
export async function beginSending(
  table: Table,
  posting: Posting,
  { kind, subject, articles = [] }: Content,
  now: number,
): Promise<Exclude<MailState, 'refused'> | null> {
  const at = new Date(now).toISOString();
  const us = randomUUID();
  // First, so that whatever breaks off from here on is found.
  const opened = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...openMailKey(posting.reader, posting.mail), at: { S: at } },
        ConditionExpression: 'attribute_not_exists(PK)',
      }),
    ),
  );
  const expiresAt = Math.floor(now / 1000) + (KEPT_DAYS[kind] ?? USUALLY_KEPT_DAYS) * 86_400;
  const taken = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...mailKey(posting.reader, posting.mail),
          kind: { S: kind },
          subject: { S: subject },
          at: { S: at },
          state: { S: 'sending' satisfies MailState },
          begunBy: { S: us },
          expiresAt: { N: String(expiresAt) },
          ...(articles.length > 0 && { articles: { B: Buffer.concat(articles.map(idToBytes)) } }),
        },
        // Or it is this very write, and its answer was lost: nobody else would send then.
        ConditionExpression: 'attribute_not_exists(PK) OR #state = :refused OR begunBy = :us',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':refused': { S: 'refused' satisfies MailState }, ':us': { S: us } },
      }),
    ),
  );
  if (taken !== null) return null;
  const state = (await readPosting(table, posting))?.state ?? 'sending';
  // What came to its end before is not open.
  if (opened !== null && state !== 'sending') await closePosting(table, posting);
  // Refused it may be since that write: by who is at it.
  return state === 'refused' ? 'sending' : state;
}

/**
 * Writes down how sending a mail ended, if it is still written there: its reader may have been forgotten meanwhile.
 * @param messageId SES's, where it has the mail
 */
export async function endSending(
  table: Table,
  { reader, mail }: Posting,
  state: MailState,
  messageId?: string,
): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: mailKey(reader, mail),
        UpdateExpression: `SET #state = :state${messageId === undefined ? '' : ', messageId = :messageId'}`,
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':state': { S: state },
          ...(messageId !== undefined && { ':messageId': { S: messageId } }),
        },
      }),
    ),
  );
  // What is uncertain stays open: what SES says of it later may tell.
  if (state !== 'uncertain') await closePosting(table, { reader, mail });
}

/** Takes a mail from those that are looked into. */
export async function closePosting(table: Table, { reader, mail }: Posting): Promise<void> {
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: openMailKey(reader, mail) }));
}

/** A mail as it lies in the ledger. @throws InvalidItemError */
export const parseLedgerEntry = (item: Item): LedgerEntry => ({
  mail: text(item, 'SK').slice(MAIL_PREFIX.length),
  kind: text(item, 'kind'),
  subject: text(item, 'subject'),
  at: text(item, 'at'),
  // Only what is written above and by SES's events.
  state: text(item, 'state') as MailState,
  outcome: optionalText(item, 'outcome') as MailOutcome | null,
});
