import { hash, randomBytes, randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isExpired, optionalText, text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { type Key, signInLinkKey } from '../table/keys';
import { type Address, readerOf } from './address';

/** How long a link works. */
export const LINK_MINUTES = 15;

/** A reader's id, and 32 random bytes in base64url. */
const TOKEN = /^([\w-]{27})\.([\w-]{43})$/;

/** Makes a link that signs an address in, once. @returns its token; the table has a hash of its secret alone */
export async function makeSignInLink(table: Table, address: Address): Promise<string> {
  const reader = readerOf(address);
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = Math.floor(Date.now() / 1000) + LINK_MINUTES * 60;
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: { ...keyOf(reader, secret), address: { S: address }, expiresAt: { N: String(expiresAt) } },
    }),
  );
  return `${reader}.${secret}`;
}

/** The address that a link would sign in; null where it was used, is over, or never was one. Changes nothing. */
export async function readSignInLink(table: Table, token: string): Promise<Address | null> {
  const Key = parseToken(token);
  if (Key === null) return null;
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  if (Item === undefined || isExpired(Item, Date.now())) return null;
  return optionalText(Item, 'spentBy') === null ? addressOf(Item) : null;
}

/**
 * Uses a link up: by one conditional write, so that of many who come with it one gets in. The write says whose it is:
 * one whose answer was lost is known again.
 * @returns false where it was used, is over, or never was one
 */
export async function spendSignInLink(table: Table, token: string): Promise<boolean> {
  const Key = parseToken(token);
  if (Key === null) return false;
  const spent = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET spentBy = :us',
        ConditionExpression:
          'attribute_exists(PK) AND expiresAt > :now AND (attribute_not_exists(spentBy) OR spentBy = :us)',
        ExpressionAttributeValues: {
          ':us': { S: randomUUID() },
          ':now': { N: String(Math.floor(Date.now() / 1000)) },
        },
      }),
    ),
  );
  return spent !== null;
}

function parseToken(token: string): Key | null {
  const [, reader, secret] = TOKEN.exec(token) ?? [];
  return reader === undefined || secret === undefined ? null : keyOf(reader, secret);
}

const keyOf = (reader: string, secret: string): Key =>
  signInLinkKey(reader, hash('sha256', secret, 'base64url'));

// Only `parseAddress` makes what is written.
const addressOf = (item: Item): Address => text(item, 'address') as Address;
