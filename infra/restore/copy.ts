import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { isExpired } from '../../functions/table/attributes';
import { writeItems } from '../../functions/table/batch';
import type { Item, Table } from '../../functions/table/client';
import { unlessConditionFails } from '../../functions/table/condition';

/** The table is read in so many pieces at once. */
const SEGMENTS = 4;

/** Writes at once of each piece: together no more than the SDK has connections. */
const WRITES = 10;

/** What is news, and nobody's own: what persons ended or took away meanwhile does not come back with it. */
export const NEWS = ['ARTICLES', 'CONTENT', 'TERM#', 'SOURCES', 'SOURCE#'];

export interface Copying {
  from: Table;
  to: Table;
  /** whole names of partitions, or with a # at the end what they begin with */
  partitions: readonly string[];
  /** whether what is there already becomes again what it was */
  overwrites: boolean;
  /** ms since 1970: what has expired by then is left out */
  now: number;
  /** told of each page that was read */
  progress?: (counts: Counts) => void;
}

export interface Counts {
  read: number;
  /** written, or written again */
  copied: number;
}

/**
 * Copies items from a table that was restored into the one in use. May be done again: what is there is left as it is,
 * or becomes the same.
 * @throws what the SDK throws; what was copied by then stays
 */
export async function copyItems(copying: Copying): Promise<Counts> {
  const counts: Counts = { read: 0, copied: 0 };
  await Promise.all(
    Array.from({ length: SEGMENTS }, async (_, segment) => {
      for await (const page of pagesOf(copying.from, segment)) {
        const copied = await write(copying, page.filter(isWanted(copying)));
        counts.read += page.length;
        counts.copied += copied;
        copying.progress?.(counts);
      }
    }),
  );
  return counts;
}

async function* pagesOf({ client, name }: Table, Segment: number): AsyncGenerator<Item[]> {
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: name, Segment, TotalSegments: SEGMENTS, ExclusiveStartKey: start }),
    );
    yield Items;
    start = LastEvaluatedKey;
  } while (start !== undefined);
}

const isWanted =
  ({ partitions, now }: Copying) =>
  (item: Item): boolean => {
    const partition = item['PK']?.S ?? '';
    const isNamed = (name: string) => (name.endsWith('#') ? partition.startsWith(name) : partition === name);
    return partitions.some(isNamed) && !isExpired(item, now);
  };

/** @returns how many were written */
async function write({ to, overwrites }: Copying, items: Item[]): Promise<number> {
  if (overwrites) {
    await writeItems(to, items);
    return items.length;
  }
  let copied = 0;
  for (let at = 0; at < items.length; at += WRITES) {
    const written = await Promise.all(items.slice(at, at + WRITES).map((item) => putMissing(to, item)));
    copied += written.filter(Boolean).length;
  }
  return copied;
}

const putMissing = async ({ client, name }: Table, Item: Item): Promise<boolean> =>
  (await unlessConditionFails(
    client.send(
      new PutItemCommand({ TableName: name, Item, ConditionExpression: 'attribute_not_exists(PK)' }),
    ),
  )) !== null;
