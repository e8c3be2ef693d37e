import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { accessTokenKey } from '../table/keys';
import { grantAttributes, type KnownGrant, parseGrantItem } from './kept-token';

/** Long enough for one token to be asked for, short enough to wait for where its holder has died. */
export const LEASE_MS = 10_000;

/** What all instances know of a grant. @param grant its digest */
export async function readGrant(table: Table, grant: string): Promise<KnownGrant> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: accessTokenKey(grant), ConsistentRead: true }),
  );
  return parseGrantItem(Item ?? {});
}

/**
 * Takes it upon one instance to ask for a token; once more where the answer to its first call was lost.
 * @param known what it read before: where that is not so any more, somebody else was first
 * @returns whether it may
 */
export async function leaseGrant(
  table: Table,
  grant: string,
  owner: string,
  known: KnownGrant,
  now: number,
): Promise<boolean> {
  const seen = known.token === null ? 'attribute_not_exists(accessToken)' : 'accessToken = :token';
  const leased = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: accessTokenKey(grant),
        UpdateExpression: 'SET leasedBy = :owner, leaseUntil = :until, expiresAt = :expiresAt',
        ConditionExpression:
          `${seen} AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseUntil > :never OR leasedBy = :owner) ` +
          'AND (attribute_not_exists(refusedUntil) OR refusedUntil <= :now)',
        ExpressionAttributeValues: {
          ':owner': { S: owner },
          ':until': { N: String(now + LEASE_MS) },
          ':expiresAt': expiryOf(known, now + LEASE_MS),
          ':now': { N: String(now) },
          // Far later than any lease can end: a clock was wrong.
          ':never': { N: String(now + 2 * LEASE_MS) },
          ...(known.token === null ? {} : { ':token': { S: known.token.token } }),
        },
      }),
    ),
  );
  return leased !== null;
}

/** Writes down what came of asking, and ends the lease; not where it had run out and is another's. */
export async function storeGrant(
  table: Table,
  grant: string,
  owner: string,
  known: KnownGrant,
): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...accessTokenKey(grant), ...grantAttributes(known), expiresAt: expiryOf(known) },
        ConditionExpression: 'leasedBy = :owner',
        ExpressionAttributeValues: { ':owner': { S: owner } },
      }),
    ),
  );
}

/** When the table may forget: as nobody can use it any more. */
const expiryOf = ({ token, refusal }: KnownGrant, atLeast = 0): { N: string } => ({
  N: String(Math.ceil(Math.max(token?.endsAt ?? 0, refusal?.until ?? 0, atLeast) / 1000)),
});
