import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { makeId } from '../article/id';
import { writeItems } from '../table/batch';
import type { Table } from '../table/client';
import { articleKey, contentKey, seenKey, sourceKey } from '../table/keys';
import { readSeen } from './seen';
import { readSources } from './store';

/**
 * Removes a source with the articles of its last readings; a crash in the middle leaves it to be removed
 * again. Its postings stay: they lead to nothing, which readers bear.
 */
export async function removeSource(table: Table, id: string): Promise<void> {
  const source = (await readSources(table, true)).find((one) => one.id === id);
  if (source === undefined) return;
  const { entries } = await readSeen(table, id, source.addedAt);
  const ids = [...entries].map(([identity, { time }]) => makeId(time, Buffer.from(identity, 'hex')));
  await writeItems(table, [], [...ids.map(articleKey), ...ids.map(contentKey)]);
  await writeItems(table, [], [seenKey(id)]);
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: sourceKey(id) }));
}
