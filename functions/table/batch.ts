import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { allDone } from '../async/all-done';
import type { Item, Table } from './client';
import type { Key } from './keys';

/** DynamoDB's limits of one call. */
const WRITES_A_CALL = 25;
const READS_A_CALL = 100;

/** Enough to keep the table busy over a round trip, too few to throttle one partition by ourselves. */
const CALLS_IN_FLIGHT = 8;

const ATTEMPTS = 10;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Puts and deletes items, 25 a call, several calls in flight. What has the same key must say the same: a
 * message may come twice. Unprocessed items are tried again with back-off.
 * @param puts taken as they are needed, so that a large batch need not be there at once
 * @throws where the table still refuses after ten attempts; some items may then be written
 */
export async function writeItems(table: Table, puts: Iterable<Item>, deletes: Key[] = []): Promise<void> {
  await inFlight(chunks(requests(puts, deletes), WRITES_A_CALL), (chunk) => writeChunk(table, chunk));
}

function* requests(puts: Iterable<Item>, deletes: Key[]): Generator<WriteRequest> {
  for (const Item of puts) yield { PutRequest: { Item } };
  for (const Key of deletes) yield { DeleteRequest: { Key } };
}

async function writeChunk(table: Table, chunk: WriteRequest[]): Promise<void> {
  // One call must not name a key twice.
  let requests = [...new Map(chunk.map((request) => [keyOf(request), request])).values()];
  for (let attempt = 0; requests.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`The table did not take ${requests.length} writes`);
    if (attempt > 0) await sleep(pause(attempt));
    const output = await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }),
    );
    requests = output.UnprocessedItems?.[table.name] ?? [];
  }
}

function keyOf({ PutRequest, DeleteRequest }: WriteRequest): string {
  const { PK, SK } = PutRequest?.Item ?? DeleteRequest?.Key ?? {};
  return `${PK?.S}\n${SK?.S}`;
}

/**
 * Reads items by their keys, 100 a call. Items that are not there are left out; the order is the table's,
 * not the keys'. `fresh` reads what was written a moment ago, at twice the price; `spend` is told the read
 * units of each call.
 */
export async function readItems(
  table: Table,
  keys: Key[],
  { fresh = false, spend }: { fresh?: boolean; spend?: (units: number) => void } = {},
): Promise<Item[]> {
  const items: Item[] = [];
  await inFlight(chunks(keys, READS_A_CALL), async (chunk) => {
    let pending: Record<string, { S: string }>[] = chunk;
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === ATTEMPTS) throw new Error(`The table did not give ${pending.length} items`);
      if (attempt > 0) await sleep(pause(attempt));
      const output: BatchGetItemCommandOutput = await table.client.send(
        new BatchGetItemCommand({
          RequestItems: { [table.name]: { Keys: pending, ConsistentRead: fresh } },
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      items.push(...(output.Responses?.[table.name] ?? []));
      for (const consumed of output.ConsumedCapacity ?? []) spend?.(consumed.CapacityUnits ?? 0);
      pending = (output.UnprocessedKeys?.[table.name]?.Keys ?? []) as Record<string, { S: string }>[];
    }
  });
  return items;
}

/** Full jitter, so that callers who were refused together do not come back together. */
const pause = (attempt: number): number => Math.random() * Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempt);

function* chunks<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const one of all) {
    chunk.push(one);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Several workers take turns at what comes; the first failure ends them all. */
async function inFlight<T>(parts: Generator<T>, work: (part: T) => Promise<void>): Promise<void> {
  const worker = async () => {
    for (const part of parts) await work(part);
  };
  await allDone(Array.from({ length: CALLS_IN_FLIGHT }, worker));
}
