import { DeleteItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isExpired, text } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { AWAITED_PREFIX, awaitedCustomerKey, readerPartition } from '../table/keys';
import { syncCustomer } from './sync';
import type { World } from './world';

/** How long a payment that was begun is looked out for, and how often. */
export const AWAITED_MS = 3_600_000;
export const LOOK_MS = 2_000;

/** Anybody may begin to pay for an address: of more than these the webhooks tell. */
const MOST = 5;

/**
 * Remembers that a stranger may be paying for an address, as a customer that is nobody's until they have: whoever
 * proves that the address is theirs has Stripe asked, so that access comes without any webhook.
 * @param readerId by `readerOf`
 */
export async function awaitStranger(table: Table, readerId: string, customer: string): Promise<void> {
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: {
        ...awaitedCustomerKey(readerId, customer),
        customer: { S: customer },
        expiresAt: { N: String(Math.ceil((Date.now() + AWAITED_MS) / 1000)) },
      },
    }),
  );
}

/** Reads at Stripe whether strangers have paid for a reader by now; their customers are the reader's then. */
export async function syncAwaited(world: World, readerId: string): Promise<void> {
  const customers = await readAwaited(world.table, readerId);
  await Promise.all(customers.map((customer) => syncOne(world, readerId, customer)));
}

async function readAwaited(table: Table, readerId: string): Promise<string[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'PK = :reader AND begins_with(SK, :awaited)',
      ExpressionAttributeValues: {
        ':reader': { S: readerPartition(readerId) },
        ':awaited': { S: AWAITED_PREFIX },
      },
      Limit: MOST,
    }),
  );
  return Items.filter((item) => !isExpired(item, Date.now())).map((item) => text(item, 'customer'));
}

async function syncOne(world: World, readerId: string, customer: string): Promise<void> {
  if (!(await takeLook(world.table, readerId, customer))) return;
  if ((await syncCustomer(world, customer)) === null) return;
  await world.table.client.send(
    new DeleteItemCommand({ TableName: world.table.name, Key: awaitedCustomerKey(readerId, customer) }),
  );
}

/** @returns false where somebody has looked a moment ago */
async function takeLook(table: Table, readerId: string, customer: string): Promise<boolean> {
  const now = Date.now();
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: awaitedCustomerKey(readerId, customer),
        UpdateExpression: 'SET lookedAt = :now',
        ConditionExpression:
          'attribute_exists(PK) AND (attribute_not_exists(lookedAt) OR lookedAt <= :before)',
        ExpressionAttributeValues: { ':now': { N: String(now) }, ':before': { N: String(now - LOOK_MS) } },
      }),
    ),
  );
  return output !== null;
}
