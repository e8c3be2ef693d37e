import { randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { optionalNumber, optionalText, text } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { newCustomerKey } from '../table/keys';

/** That a customer is being made for a reader. All who try at once try under its id, so that one comes of it. */
export interface Attempt {
  id: string;
  /** ms since 1970 */
  begunAt: number;
  /** what came of it, null until that is known */
  customer: string | null;
}

/** The attempt that is to be taken part in; begun where there is none. */
export async function currentAttempt(table: Table, reader: string): Promise<Attempt> {
  const fresh = await put(table, reader, 'attribute_not_exists(PK)');
  if (fresh !== null) return fresh;
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: newCustomerKey(reader), ConsistentRead: true }),
  );
  if (Item === undefined) return currentAttempt(table, reader);
  return {
    id: text(Item, 'attempt'),
    begunAt: optionalNumber(Item, 'begunAt') ?? 0,
    customer: optionalText(Item, 'customer'),
  };
}

/** Begins another attempt in place of one of which nothing can come, unless somebody has. */
export async function replaceAttempt(table: Table, reader: string, attempt: string): Promise<void> {
  await put(table, reader, 'attempt = :attempt', { ':attempt': { S: attempt } });
}

async function put(
  table: Table,
  reader: string,
  condition: string,
  values?: Record<string, { S: string }>,
): Promise<Attempt | null> {
  const attempt: Attempt = { id: randomUUID(), begunAt: Date.now(), customer: null };
  const output = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...newCustomerKey(reader),
          attempt: { S: attempt.id },
          begunAt: { N: String(attempt.begunAt) },
        },
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      }),
    ),
  );
  return output === null ? null : attempt;
}

/** Keeps what came of an attempt: whoever looked for customers before this one was joined finds it here. */
export async function finishAttempt(
  table: Table,
  reader: string,
  attempt: string,
  customer: string,
): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: newCustomerKey(reader),
        UpdateExpression: 'SET customer = :customer',
        ConditionExpression: 'attempt = :attempt',
        ExpressionAttributeValues: { ':customer': { S: customer }, ':attempt': { S: attempt } },
      }),
    ),
  );
}
