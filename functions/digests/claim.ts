import { readPosting } from '../mail/ledger';
import { readEntitlement } from '../readers/membership';
import { type Reader, readReader } from '../readers/reader';
import type { Table } from '../table/client';
import { periodStart, type Rhythm } from './clock';
import { isDue, isLeftUndone, type Occasion, rhythmOf } from './due';
import { digestPosting } from './posting';
import { claimDigest, leaveRoster, readSubscription, type Subscription } from './roster';
import { spanOf } from './span';

/** A digest that is to be made now, by whoever holds this. */
export interface Claimed {
  reader: Reader;
  rhythm: Rhythm;
  subscription: Subscription;
  /** ISO 8601: up to when it covers what came */
  claimedAt: string;
  /** ISO 8601: up to when the one before does; null where it is the first */
  coveredAt: string | null;
}

/** Others change the same place at the same moment only rarely. */
const ROUNDS = 5;

/**
 * Claims a reader's digest, or takes up what somebody else claimed and may have left undone.
 * @param at ISO 8601: when it was due
 * @returns null where none is to be made: it is done, not due, or its reader gets none
 */
export async function claimIfDue(
  table: Table,
  readerId: string,
  occasion: Occasion,
  at: string,
): Promise<Claimed | null> {
  const due = Date.parse(at);
  for (let round = 0; round < ROUNDS; round++) {
    const subscription = await readSubscription(table, readerId);
    const rhythm = subscription === null ? null : rhythmOf(subscription);
    if (subscription === null || rhythm === null) return null;
    const isNext = isDue(subscription, occasion, due) && !isBegun(subscription, periodStart(rhythm, due));
    const reach = isNext ? await claim(table, subscription, rhythm, at) : leftUndone(subscription);
    if (reach === 'done') return null;
    if (reach === 'taken') continue;
    // Only now: who gets none today is not looked at again each quarter of an hour.
    const reader = await readEntitled(table, subscription);
    return reader && { reader, rhythm, subscription, ...reach };
  }
  throw new Error('A digest could not be claimed: its settings change all the time');
}

/** What a digest covers, from one moment to the other. */
type Reach = Pick<Claimed, 'claimedAt' | 'coveredAt'>;

/** Whether one of the day or week that began then is under way: that one is gone on with. */
const isBegun = (subscription: Subscription, start: number): boolean =>
  isLeftUndone(subscription, Date.now()) && Date.parse(subscription.claimedAt ?? '') >= start;

function leftUndone(subscription: Subscription): Reach | 'done' {
  const { claimedAt, coveredAt } = subscription;
  return claimedAt !== null && isLeftUndone(subscription, Date.now()) ? { claimedAt, coveredAt } : 'done';
}

async function claim(
  table: Table,
  subscription: Subscription,
  rhythm: Rhythm,
  at: string,
): Promise<Reach | 'taken'> {
  const coveredAt = await readCoverage(table, subscription, rhythm);
  const isOurs = await claimDigest(table, { ...subscription, coveredAt }, at);
  return isOurs ? { claimedAt: at, coveredAt } : 'taken';
}

/** The reader where they get digests at this moment; null where they don't. */
async function readEntitled(table: Table, subscription: Subscription): Promise<Reader | null> {
  const reader = await readReader(table, subscription.reader);
  if (reader === null || reader.since !== subscription.since) {
    await leaveRoster(table, subscription.reader, subscription.since);
    return null;
  }
  if (reader.mail !== 'ok') return null;
  const { isMember } = await readEntitlement(table, reader, Date.now());
  return isMember ? reader : null;
}

/** Up to when digests have told what came: of one that was not brought to an end the ledger knows whether it did. */
async function readCoverage(
  table: Table,
  { reader, claimedAt, coveredAt }: Subscription,
  rhythm: Rhythm,
): Promise<string | null> {
  if (claimedAt === null || claimedAt === coveredAt) return coveredAt;
  const entry = await readPosting(table, digestPosting(reader, claimedAt));
  if (entry !== null && entry.state !== 'refused') return claimedAt;
  return coveredAt ?? new Date(spanOf(rhythm.every, null, claimedAt).from).toISOString();
}
