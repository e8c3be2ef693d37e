import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { firstSourcesKey } from '../table/keys';
import { markChanged } from '../versions/version';
import { idMaker } from './id';
import type { SourceSettings } from './settings';
import { addSource, readSources } from './store';

/**
 * Gives an empty table its first sources, once: whoever removes them all later is not given them again.
 * After a crash in the middle it goes on where it was.
 * @returns how many were added
 */
export async function addFirstSources(table: Table, settings: readonly SourceSettings[]): Promise<number> {
  const there = await readSources(table, true);
  const begun = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...firstSourcesKey(), state: { S: 'begun' } },
        ConditionExpression:
          there.length > 0 ? '#state = :begun' : 'attribute_not_exists(PK) OR #state = :begun',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':begun': { S: 'begun' } },
      }),
    ),
  );
  if (begun === null) return 0;
  // Those given to sources alone, so that after a crash the same ids are made.
  const makeId = idMaker(settings.flatMap(({ id }) => id ?? []));
  let added = 0;
  for (const source of settings) {
    if (await addSource(table, source.id ?? makeId(source.url), source)) added++;
  }
  await markChanged(table, 'SOURCES');
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: { ...firstSourcesKey(), state: { S: 'done' } } }),
  );
  return added;
}
