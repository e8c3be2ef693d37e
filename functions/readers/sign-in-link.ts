import { hash, randomBytes } from 'node:crypto';
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isExpired, text } from '../table/attributes';
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
  return Item === undefined || isExpired(Item, Date.now()) ? null : addressOf(Item);
}

/**
 * Uses a link up: by one conditional write, so that of many who come with it one gets in.
 * @returns the address that it signs in; null where it was used, is over, or never was one
 */
export async function spendSignInLink(table: Table, token: string): Promise<Address | null> {
  const Key = parseToken(token);
  if (Key === null) return null;
  const spent = await unlessConditionFails(
    table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key,
        ConditionExpression: 'attribute_exists(PK) AND expiresAt > :now',
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(Date.now() / 1000)) } },
        ReturnValues: 'ALL_OLD',
      }),
    ),
  );
  return spent?.Attributes === undefined ? null : addressOf(spent.Attributes);
}

function parseToken(token: string): Key | null {
  const [, reader, secret] = TOKEN.exec(token) ?? [];
  return reader === undefined || secret === undefined ? null : keyOf(reader, secret);
}

const keyOf = (reader: string, secret: string): Key =>
  signInLinkKey(reader, hash('sha256', secret, 'base64url'));

// Only `parseAddress` makes what is written.
const addressOf = (item: Item): Address => text(item, 'address') as Address;
