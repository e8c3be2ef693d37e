import type { Article } from '../article/article';
import { readPosting, readTold } from '../mail/ledger';
import { readEntitlement } from '../readers/membership';
import { type Reader, readReader } from '../readers/reader';
import type { Table } from '../table/client';
import type { Rhythm } from './clock';
import { isDue, isLeftUndone, type Occasion, rhythmOf } from './due';
import { readNews } from './news';
import type { DigestParts } from './parts';
import { digestPosting } from './posting';
import { claimDigest, leaveRoster, readSubscription, type Step, type Subscription } from './roster';
import { spanOf } from './span';

/** Whose digest was due, when and why. */
export interface Turn {
  /** the reader's id */
  reader: string;
  occasion: Occasion;
  /** ISO 8601 */
  at: string;
}

/** A digest that is to be sent now, by whoever holds this; the ledger sees to it that one of them does. */
export interface Claimed {
  reader: Reader;
  rhythm: Rhythm;
  subscription: Subscription;
  /** ISO 8601: up to when it covers what came */
  claimedAt: string;
  /** newest first; at least one */
  news: Article[];
}

/** Others change the same place at the same moment only rarely. */
const ROUNDS = 5;

/**
 * Claims a reader's digest if it is due and there is news, or takes up one that was claimed and is not done with.
 * @returns null where none is to be sent
 */
export async function claimIfDue(
  parts: DigestParts,
  { reader: id, occasion, at }: Turn,
): Promise<Claimed | null> {
  const { table } = parts;
  for (let round = 0; round < ROUNDS; round++) {
    const subscription = await readSubscription(table, id);
    const rhythm = subscription === null ? null : rhythmOf(subscription);
    if (subscription === null || rhythm === null) return null;
    if (isLeftUndone(subscription, Date.now())) return takeUp(parts, subscription, rhythm);
    if (!isDue(subscription, occasion, Date.parse(at))) return null;
    const reader = await readEntitled(table, subscription);
    const place = { ...subscription, coveredAt: await readCoverage(table, subscription, rhythm) };
    const news = reader === null ? [] : await newsFor(parts, place, rhythm, at);
    const step: Step = reader === null ? 'none' : news.length === 0 ? 'nothing' : 'sending';
    // Also where nothing is to be sent: it is not looked again each quarter of an hour.
    if (!(await claimDigest(table, place, at, step))) continue;
    return reader === null || step !== 'sending'
      ? null
      : { reader, rhythm, subscription, claimedAt: at, news };
  }
  throw new Error('A digest could not be claimed: its settings change all the time');
}

async function takeUp(parts: DigestParts, place: Subscription, rhythm: Rhythm): Promise<Claimed | null> {
  const reader = await readEntitled(parts.table, place);
  const { claimedAt } = place;
  if (reader === null || claimedAt === null) return null;
  const news = await newsFor(parts, place, rhythm, claimedAt);
  return news.length === 0 ? null : { reader, rhythm, subscription: place, claimedAt, news };
}

/** What there is to tell a reader of. @param at ISO 8601: up to when */
async function newsFor(
  { table, names, news }: DigestParts,
  { reader, settings, coveredAt }: Subscription,
  { every }: Rhythm,
  at: string,
): Promise<Article[]> {
  const told = coveredAt === null ? [] : await readTold(table, digestPosting(reader, coveredAt));
  const span = spanOf(every, coveredAt, at);
  const { search, sources, categories } = settings;
  const wanted = { search, sources, categories };
  return news.read([wanted, span, told], () => readNews(table, names, wanted, span, told));
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
  { reader, sentAt, coveredAt }: Subscription,
  { every }: Rhythm,
): Promise<string | null> {
  if (sentAt === null || (coveredAt !== null && sentAt <= coveredAt)) return coveredAt;
  const entry = await readPosting(table, digestPosting(reader, sentAt));
  if (entry !== null && entry.state !== 'refused') return sentAt;
  return coveredAt ?? new Date(spanOf(every, null, sentAt).from).toISOString();
}
