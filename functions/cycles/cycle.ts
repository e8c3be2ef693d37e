import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { optionalNumber, optionalText, text, texts } from '../table/attributes';
import { writeItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import { cycleKey, cyclePartition, openCycleKey } from '../table/keys';
import { queryAll } from '../table/query';

/**
 * A cycle is one look at many sources. It leaves an item for each of its messages, overwritten when a
 * message comes twice, and its totals are sums when asked: a counter would count twice what comes twice.
 */

/** What a fetch message did. */
export interface FetchedMessage {
  sources: number;
  failed: number;
  newArticles: number;
  /** the parts of what it brought that are to be indexed */
  parts: string[];
  /** messages of other cycles (`cycle/message`) that had some of its sources in hand just then */
  follows: string[];
  /** ISO 8601 */
  fetchedAt: string;
}

/** What the API shows of a cycle. */
export interface CycleTotals {
  cycle: string;
  sources: number;
  done: number;
  failed: number;
  newArticles: number;
  /** ISO 8601; null until all that it brought can be listed and searched */
  finishedAt: string | null;
}

const KEPT_DAYS = 7;

/** For so long a cycle that does not finish is looked after: what is lost on the way stays so. */
const OPEN_DAYS = 0.25;

const expiry = (days = KEPT_DAYS): { N: string } => ({
  N: String(Math.floor(Date.now() / 1000) + days * 86_400),
});

/**
 * Writes down which messages a cycle has, before any of them is sent.
 * @param sources how many each holds
 * @param isMeasured whether how long it takes says something of the service: one of a single source does not
 */
export async function planMessages(
  table: Table,
  cycle: string,
  sources: Map<string, number>,
  isMeasured = true,
): Promise<void> {
  const items = [...sources].map(([message, count]) => ({
    ...cycleKey(cycle, message),
    sources: { N: String(count) },
    expiresAt: expiry(),
  }));
  const open = isMeasured ? [{ ...openCycleKey(cycle), expiresAt: expiry(OPEN_DAYS) }] : [];
  await writeItems(table, [...items, ...open]);
}

/** Writes down that a cycle had nothing to ask, so that it is known and finished. */
export async function recordEmptyCycle(table: Table, cycle: string): Promise<void> {
  const at = new Date().toISOString();
  const nothing = { sources: 0, failed: 0, newArticles: 0, parts: [], follows: [], fetchedAt: at };
  await recordFetched(table, cycle, 'fetch#0', nothing);
}

/**
 * Writes down that a fetch message is done.
 * @returns the new articles that this adds to its cycle's: none that were counted when it came before
 */
export async function recordFetched(
  table: Table,
  cycle: string,
  message: string,
  done: FetchedMessage,
): Promise<number> {
  const list = (values: string[]) => ({ L: values.map((value) => ({ S: value })) });
  const item: Item = {
    ...cycleKey(cycle, message),
    sources: { N: String(done.sources) },
    failed: { N: String(done.failed) },
    newArticles: { N: String(done.newArticles) },
    parts: list(done.parts),
    follows: list(done.follows),
    fetchedAt: { S: done.fetchedAt },
    expiresAt: expiry(),
  };
  const { Attributes: before = {} } = await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: item, ReturnValues: 'ALL_OLD' }),
  );
  return done.newArticles - (optionalNumber(before, 'newArticles') ?? 0);
}

/** Writes down that parts can be found by search. @param parts each with the cycle it belongs to */
export async function recordIndexed(table: Table, parts: { cycle: string; part: string }[]): Promise<void> {
  const at = new Date().toISOString();
  const items = parts.map(({ cycle, part }) => ({
    ...cycleKey(cycle, part),
    indexedAt: { S: at },
    expiresAt: expiry(),
  }));
  await writeItems(table, items);
}

/** Whether a message (`cycle/message`) has been through with its sources, so that its leases are void. */
export async function isFetched(table: Table, owner: string): Promise<boolean> {
  const [cycle = '', message = ''] = owner.split('/');
  const output = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: cycleKey(cycle, message), ConsistentRead: true }),
  );
  return output.Item !== undefined && optionalText(output.Item, 'fetchedAt') !== null;
}

/** A cycle's totals as of now; null where there is no such cycle. */
export async function readCycle(table: Table, cycle: string): Promise<CycleTotals | null> {
  const items = await readItemsOf(table, cycle);
  if (items.size === 0) return null;
  const totals: CycleTotals = { cycle, sources: 0, done: 0, failed: 0, newArticles: 0, finishedAt: null };
  for (const [message, item] of items) {
    if (!message.startsWith('fetch#')) continue;
    const sources = optionalNumber(item, 'sources') ?? 0;
    totals.sources += sources;
    if (optionalText(item, 'fetchedAt') !== null) totals.done += sources;
    totals.failed += optionalNumber(item, 'failed') ?? 0;
    totals.newArticles += optionalNumber(item, 'newArticles') ?? 0;
  }
  totals.finishedAt = await finishedAt(table, cycle, items);
  return totals;
}

/** When the last message of a cycle, or one that it follows, was done; null while one is not. */
async function finishedAt(table: Table, cycle: string, items: Map<string, Item>): Promise<string | null> {
  const cycles = new Map([[cycle, items]]);
  const open = [...items.keys()]
    .filter((message) => message.startsWith('fetch#'))
    .map((m) => `${cycle}/${m}`);
  const visited = new Set<string>();
  let latest = '';
  for (let owner = open.pop(); owner !== undefined; owner = open.pop()) {
    if (visited.has(owner)) continue;
    visited.add(owner);
    const [of = '', message = ''] = owner.split('/');
    let others = cycles.get(of);
    if (others === undefined) {
      others = await readItemsOf(table, of);
      cycles.set(of, others);
    }
    const item = others.get(message);
    if (item === undefined) continue;
    const times = [
      optionalText(item, 'fetchedAt'),
      ...texts(item, 'parts').map((part) => optionalText(others.get(part) ?? {}, 'indexedAt')),
    ];
    for (const time of times) {
      if (time === null) return null;
      if (time > latest) latest = time;
    }
    open.push(...texts(item, 'follows'));
  }
  return latest;
}

async function readItemsOf(table: Table, cycle: string): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  const question = {
    KeyConditionExpression: 'PK = :cycle',
    ExpressionAttributeValues: { ':cycle': { S: cyclePartition(cycle) } },
    ConsistentRead: true,
  };
  for (const item of await queryAll(table, question)) items.set(text(item, 'SK'), item);
  return items;
}
