import { randomBytes } from 'node:crypto';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { InvalidItemError } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { type Key, limitKey } from '../table/keys';

/** How often something may be done. */
export interface Limit {
  /** of what is done; a part of the key */
  name: string;
  /** the most in any window: up to some hundreds, as each time is kept */
  times: number;
  /** the length of the window, which ends now wherever one looks */
  seconds: number;
}

/** What one of them who did it at the same time takes away, the others need not. */
const ROUNDS = 20;

/** How far the clocks of two instances may be apart. */
const CLOCKS_APART_MS = 60_000;

/**
 * Counts that somebody does something, unless they did it as often as they may: exactly so, however many come at
 * once. The times lie in a set, which one conditional write adds to and which is only read once it is full.
 * @param who whom it is counted for
 * @param now ms since 1970
 * @returns null where they may, else in how many seconds they may again; a refused time is not counted
 */
export async function countTowards(
  table: Table,
  limit: Limit,
  who: string,
  now: number,
): Promise<number | null> {
  const key = limitKey(`${limit.name}#${who}`);
  const time = `${now}-${randomBytes(6).toString('base64url')}`;
  for (let round = 0; round < ROUNDS; round++) {
    if (await add(table, key, limit, time)) return null;
    const times = await read(table, key);
    // The answer to our own write was lost, and it filled the set.
    if (times.includes(time)) return null;
    const over = times.filter((other) => isOver(other, limit, now));
    if (over.length > 0) await remove(table, key, over);
    else if (times.length >= limit.times) return secondsLeft(times, limit, now);
  }
  throw new Error(`The limit ${limit.name} could not be counted`);
}

/** Takes back a time that came to nothing. @param now as it was counted with */
export async function takeBack(table: Table, limit: Limit, who: string, now: number): Promise<void> {
  const key = limitKey(`${limit.name}#${who}`);
  const counted = (await read(table, key)).find((time) => timeOf(time) === now);
  if (counted !== undefined) await remove(table, key, [counted]);
}

/** @returns false where the set is full */
async function add(table: Table, key: Key, limit: Limit, time: string): Promise<boolean> {
  const added = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: key,
        UpdateExpression: 'ADD times :time SET expiresAt = :end',
        ConditionExpression: 'attribute_not_exists(times) OR size(times) < :most',
        ExpressionAttributeValues: {
          ':time': { SS: [time] },
          ':end': { N: String(Math.ceil(timeOf(time) / 1000) + limit.seconds) },
          ':most': { N: String(limit.times) },
        },
      }),
    ),
  );
  return added !== null;
}

async function read(table: Table, key: Key): Promise<string[]> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return Item?.['times']?.SS ?? [];
}

/** Whether a time is out of the window; one that is yet to come was counted by a clock that was wrong. */
function isOver(time: string, { seconds }: Limit, now: number): boolean {
  const age = now - timeOf(time);
  return age >= seconds * 1000 || age < -CLOCKS_APART_MS;
}

/** Taken out by their names, so that what others add meanwhile stays. */
async function remove(table: Table, key: Key, times: string[]): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: key,
      UpdateExpression: 'DELETE times :times',
      ExpressionAttributeValues: { ':times': { SS: times } },
    }),
  );
}

/** Until the oldest of the last ones leaves the window. */
const secondsLeft = (times: string[], { seconds }: Limit, now: number): number =>
  Math.max(1, Math.ceil((Math.min(...times.map(timeOf)) - now) / 1000 + seconds));

function timeOf(time: string): number {
  const [, ms] = /^(\d+)-/.exec(time) ?? [];
  if (ms === undefined) throw new InvalidItemError(`A limit has the time ${time}`);
  return Number(ms);
}
