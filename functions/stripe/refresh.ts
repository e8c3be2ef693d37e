import { setTimeout as sleep } from 'node:timers/promises';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type KnownCustomer, readKnownCustomers } from '../entitlement/customers';
import type { SubscriptionFacts } from '../entitlement/facts';
import { log } from '../log/log';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { readerCustomerKey } from '../table/keys';
import { AWAITED_MS, LOOK_MS, syncAwaited } from './awaited';
import { syncCustomer } from './sync';
import type { World } from './world';

/** What is read again because somebody looks at it, where neither a webhook nor anybody else has since. */
const STALE_MS = 3_600_000;

/** Somebody waits for the answer, and access is to come within 5 s of paying. */
const PATIENCE_MS = 3_000;

/**
 * Says that somebody may be paying: for an hour whoever asks for their plan has Stripe asked, so that access comes
 * without any webhook.
 * @returns false where the customer is not one of the reader's, or no longer: they were forgotten
 */
export async function expectPayment(table: Table, readerId: string, customer: string): Promise<boolean> {
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: readerCustomerKey(readerId, customer),
        UpdateExpression: 'SET awaitedUntil = :until',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: { ':until': { N: String(Date.now() + AWAITED_MS) } },
      }),
    ),
  );
  return output !== null;
}

/**
 * Reads a reader's customers at Stripe where a payment is awaited or what is known is old. Where Stripe does not
 * answer, what is known stands.
 */
export async function refreshIfStale(world: World, readerId: string): Promise<void> {
  const known = await readKnownCustomers(world.table, readerId);
  const stale = known.filter((customer) => isStale(customer, Date.now()));
  const reading = Promise.all([
    ...stale.map(({ facts }) => whateverComes(syncCustomer(world, facts.customer))),
    whateverComes(syncAwaited(world, readerId)),
  ]);
  // What comes later is written all the same, if this process lives on.
  await Promise.race([reading, sleep(PATIENCE_MS, undefined, { ref: false })]);
}

function isStale({ facts, awaitedUntil }: KnownCustomer, now: number): boolean {
  const isAwaited = (awaitedUntil !== null && now < awaitedUntil) || facts.subscriptions.some(isWaiting);
  // What was read in the future was read by a clock that was wrong.
  return Math.abs(now - Date.parse(facts.readAt)) > (isAwaited ? LOOK_MS : STALE_MS);
}

/** Whether somebody may just be paying what is open, at a page of Stripe's that does not lead back to us. */
const isWaiting = ({ status }: SubscriptionFacts): boolean =>
  ['past_due', 'unpaid', 'paused', 'incomplete'].includes(status);

async function whateverComes(reading: Promise<unknown>): Promise<void> {
  try {
    await reading;
  } catch (error) {
    log.warn('A customer could not be read at Stripe', {}, error);
  }
}
