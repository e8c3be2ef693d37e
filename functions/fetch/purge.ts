import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { makeId } from '../article/id';
import { parseBlock } from '../search/block';
import { sourceTerm } from '../search/terms';
import { originOf } from '../sources/origin';
import { text } from '../table/attributes';
import { writeItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import { articleKey, contentKey, type Key, seenKey, termPartition } from '../table/keys';
import { readSeen } from './seen';

/** Blocks of up to 500 ids a step: what one step deletes is back in the queue after a crash. */
const BLOCKS_A_STEP = 8;

/**
 * Deletes all that a source ever brought: what was indexed by its posting list, what was not yet by
 * what was seen last. Words and categories keep ids that lead to nothing, which readers bear. Whatever is
 * done twice is done already, so a crash only repeats.
 * @param until ms since 1970, when to stop
 * @returns whether all that is there now is gone
 */
export async function purge(
  table: Table,
  source: { id: string; addedAt: string },
  until = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const origin = originOf(source);
  const { entries } = await readSeen(table, origin);
  await deleteArticles(
    table,
    [...entries].map(([identity, { time }]) => makeId(time, Buffer.from(identity, 'hex'))),
  );
  await writeItems(table, [], [seenKey(origin)]);
  for (;;) {
    const blocks = await readBlocks(table, origin);
    if (blocks.length === 0) return true;
    if (Date.now() >= until) return false;
    await deleteArticles(table, [...new Set(blocks.flatMap(parseBlock))]);
    await writeItems(
      table,
      [],
      blocks.map((block): Key => ({ PK: { S: text(block, 'PK') }, SK: { S: text(block, 'SK') } })),
    );
  }
}

const deleteArticles = (table: Table, ids: string[]): Promise<void> =>
  writeItems(table, [], [...ids.map(articleKey), ...ids.map(contentKey)]);

async function readBlocks(table: Table, origin: string): Promise<Item[]> {
  const output = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'PK = :term',
      ExpressionAttributeValues: { ':term': { S: termPartition(sourceTerm(origin)) } },
      ConsistentRead: true,
      Limit: BLOCKS_A_STEP,
    }),
  );
  return output.Items ?? [];
}
