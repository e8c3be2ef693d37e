import { setTimeout as sleep } from 'node:timers/promises';
import { readCustomers } from '../entitlement/customers';
import { type CustomerFacts, goesOn, isLive, type SubscriptionFacts } from '../entitlement/facts';
import type { Reader } from '../readers/reader';
import { type Attempt, currentAttempt, finishAttempt, replaceAttempt } from './new-customer';
import { READER_METADATA, retrieve } from './reading';
import { isKeptFailure, isKeyInUse } from './refusals';
import { syncCustomer } from './sync';
import type { World } from './world';

/** Stripe knows a key for 24 hours at least: well before, what came of it is looked up instead. */
const KEY_MS = 20 * 3_600_000;

const MOST_TRIES = 10;
const PAUSE_MS = 300;

/**
 * The one customer of somebody who is signed in, made where there is none: whatever is clicked twice or at once,
 * retried or crashed in between, Stripe is left with one. Of several (others may have paid for them) it is the one
 * where there is most to see to, else the oldest.
 * @returns `cus_…`, which exists at Stripe
 */
export async function ensureCustomer(world: World, reader: Reader): Promise<string> {
  const known = await readCustomers(world.table, reader.id);
  for (const { customer } of known.filter(({ isDeleted }) => !isDeleted).sort(byUse)) {
    if ((await retrieve(world.stripe, customer)) !== null) return customer;
    // So that it is known as deleted from now on.
    await syncCustomer(world, customer);
  }
  return makeCustomer(world, reader);
}

function byUse(one: CustomerFacts, other: CustomerFacts): number {
  return useOf(other) - useOf(one) || one.created - other.created || (one.customer < other.customer ? -1 : 1);
}

/** How much a customer's subscriptions ask for: a payment is open, more will be charged, it runs out by itself. */
const useOf = ({ subscriptions }: CustomerFacts): number => Math.max(0, ...subscriptions.map(askOf));

function askOf(subscription: SubscriptionFacts): number {
  if (!isLive(subscription)) return 0;
  if (subscription.payUrl !== null) return 3;
  return goesOn(subscription) ? 2 : 1;
}

async function makeCustomer(world: World, reader: Reader): Promise<string> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const attempt = await currentAttempt(world.table, reader.id);
    const customer = attempt.customer ?? (await made(world, reader, attempt));
    if (customer === 'at work') {
      await sleep(PAUSE_MS);
    } else if (customer !== null && (await isUsable(world, reader, customer))) {
      await finishAttempt(world.table, reader.id, attempt.id, customer);
      return customer;
    } else {
      await replaceAttempt(world.table, reader.id, attempt.id);
    }
  }
  throw new Error('Stripe makes no customer');
}

/** What an attempt comes to at Stripe, now or before; null where another one is needed. */
async function made(world: World, reader: Reader, attempt: Attempt): Promise<string | 'at work' | null> {
  if (Date.now() - attempt.begunAt > KEY_MS) return findMade(world, reader);
  try {
    const { id } = await world.stripe.customers.create(
      { email: reader.address, metadata: { [READER_METADATA]: reader.id } },
      { idempotencyKey: `newsreel-customer:${attempt.id}` },
    );
    return id;
  } catch (error) {
    if (isKeyInUse(error)) return 'at work';
    if (isKeptFailure(error)) return findMade(world, reader);
    throw error;
  }
}

/** One that was made for a reader and whose answer was lost: the oldest that can be used. */
async function findMade(world: World, reader: Reader): Promise<string | null> {
  const found: string[] = [];
  for await (const { id, metadata } of world.stripe.customers.list({ email: reader.address, limit: 100 })) {
    if (metadata[READER_METADATA] === reader.id) found.push(id);
  }
  for (const customer of found.reverse()) if (await isUsable(world, reader, customer)) return customer;
  return null;
}

/** Joins a customer to its reader. @returns false where it was deleted at Stripe, or forgotten here */
async function isUsable(world: World, reader: Reader, customer: string): Promise<boolean> {
  const synced = await syncCustomer(world, customer, { reader: reader.id });
  return synced !== null && synced.reader === reader.id && !synced.facts.isDeleted;
}
