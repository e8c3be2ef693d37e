import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isFetched } from '../cycles/cycle';
import { parseSourceItem, type Source } from '../sources/source';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { sourceKey } from '../table/keys';

/**
 * A claim gives a source to one message, so that no two workers ask its server at once. The same write says
 * that it was asked and when it is due again: where nothing changed there is nothing more to write.
 *
 * A lease is over when its time is, or as soon as its message is done with all of its sources.
 */
export type Claim =
  | { kind: 'claimed'; source: Source }
  /** another message (`cycle/message`) has it in hand just now: its result is ours */
  | { kind: 'taken'; by: string }
  | { kind: 'removed' };

/** As long as the function may take: sources of one host wait for their turns. Whoever takes longer is dead. */
const LEASE_MS = 3 * 60_000;

/** @param owner this message, `cycle/message` @param next ISO 8601, when the source is due again */
export async function claim(table: Table, id: string, owner: string, next: string): Promise<Claim> {
  const first = await tryClaim(table, id, owner, next, null);
  if (first !== null) return { kind: 'claimed', source: first };
  const output = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: sourceKey(id), ConsistentRead: true }),
  );
  if (output.Item === undefined) return { kind: 'removed' };
  const holder = parseSourceItem(output.Item).askedBy ?? '';
  const second = (await isFetched(table, holder)) ? await tryClaim(table, id, owner, next, holder) : null;
  return second === null ? { kind: 'taken', by: holder } : { kind: 'claimed', source: second };
}

/** @param over a holder whose message is done @returns the source as claimed, null where it can't be had */
async function tryClaim(
  table: Table,
  id: string,
  owner: string,
  next: string,
  over: string | null,
): Promise<Source | null> {
  const now = Date.now();
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: sourceKey(id),
        UpdateExpression: 'SET askedAt = :now, askedBy = :owner, leaseUntil = :until, nextFetchAt = :next',
        ConditionExpression:
          'attribute_exists(PK) AND ' +
          '(attribute_not_exists(leaseUntil) OR leaseUntil < :now OR leaseUntil > :never OR askedBy = :owner OR askedBy = :over)',
        ExpressionAttributeValues: {
          ':now': { S: new Date(now).toISOString() },
          ':until': { S: new Date(now + LEASE_MS).toISOString() },
          // Far later than any lease can end: a clock was wrong.
          ':never': { S: new Date(now + 2 * LEASE_MS).toISOString() },
          ':owner': { S: owner },
          ':over': { S: over ?? owner },
          ':next': { S: next },
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return output?.Attributes === undefined ? null : parseSourceItem(output.Attributes);
}
