import { DeleteItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isExpired, optionalNumber, optionalText, text } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { awaitedKey, awaitedPartition } from '../table/keys';
import { syncCustomer } from './sync';
import type { World } from './world';

/** How long a payment that was begun is looked out for, and how often. */
export const AWAITED_MS = 3_600_000;
export const LOOK_MS = 2_000;

/** Anybody may begin to pay for an address: of so many of the newest some are looked at each time, in turn. */
const MOST = 50;
const AT_ONCE = 5;

/** What a stranger pays by: a customer that was made for it, or a Checkout that will make one. */
export type Begun = { customer: string } | { session: string };

interface Awaited {
  /** by which it lies in the table */
  payment: string;
  begun: Begun;
  /** ms since 1970; 0 for never */
  lookedAt: number;
}

/**
 * Remembers that a stranger may be paying for an address, by what is nobody's until they have: whoever proves that
 * the address is theirs has Stripe asked, so that access comes without any webhook.
 * @param readerId by `readerOf`
 */
export async function awaitStranger(table: Table, readerId: string, begun: Begun): Promise<void> {
  const now = Date.now();
  const id = 'customer' in begun ? begun.customer : begun.session;
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: {
        ...awaitedKey(readerId, `${new Date(now).toISOString()}#${id}`),
        ...('customer' in begun ? { customer: { S: id } } : { session: { S: id } }),
        expiresAt: { N: String(Math.ceil((now + AWAITED_MS) / 1000)) },
      },
    }),
  );
}

/** Reads at Stripe whether strangers have paid for a reader by now; their customers are the reader's then. */
export async function syncAwaited(world: World, readerId: string): Promise<void> {
  const awaited = await readAwaited(world.table, readerId);
  // The newest first, of those that were looked at least lately.
  const turn = awaited.sort((one, other) => one.lookedAt - other.lookedAt).slice(0, AT_ONCE);
  await Promise.all(turn.map((one) => syncOne(world, readerId, one)));
}

async function readAwaited(table: Table, readerId: string): Promise<Awaited[]> {
  const now = Date.now();
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'PK = :awaited',
      ExpressionAttributeValues: { ':awaited': { S: awaitedPartition(readerId) } },
      ScanIndexForward: false,
      Limit: MOST,
    }),
  );
  return Items.filter((item) => !isExpired(item, now)).map((item) => {
    const customer = optionalText(item, 'customer');
    return {
      payment: text(item, 'SK'),
      begun: customer === null ? { session: text(item, 'session') } : { customer },
      lookedAt: optionalNumber(item, 'lookedAt') ?? 0,
    };
  });
}

async function syncOne(world: World, readerId: string, { payment, begun }: Awaited): Promise<void> {
  if (!(await takeLook(world.table, readerId, payment))) return;
  const customer = 'customer' in begun ? begun.customer : await payerOf(world, begun.session);
  if (customer === null || (await syncCustomer(world, customer)) === null) return;
  await world.table.client.send(
    new DeleteItemCommand({ TableName: world.table.name, Key: awaitedKey(readerId, payment) }),
  );
}

/** The customer that a Checkout was paid by; null where it is not paid. */
async function payerOf({ stripe }: World, session: string): Promise<string | null> {
  const { customer, payment_status } = await stripe.checkout.sessions.retrieve(session);
  if (payment_status === 'unpaid') return null;
  return typeof customer === 'string' ? customer : (customer?.id ?? null);
}

/** @returns false where somebody has looked a moment ago */
async function takeLook(table: Table, readerId: string, payment: string): Promise<boolean> {
  const now = Date.now();
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: awaitedKey(readerId, payment),
        UpdateExpression: 'SET lookedAt = :now',
        ConditionExpression:
          'attribute_exists(PK) AND (attribute_not_exists(lookedAt) OR lookedAt <= :before)',
        ExpressionAttributeValues: { ':now': { N: String(now) }, ':before': { N: String(now - LOOK_MS) } },
      }),
    ),
  );
  return output !== null;
}
