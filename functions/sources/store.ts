import { PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { SOURCES, sourceKey } from '../table/keys';
import type { SourceSettings } from './settings';
import { newSourceItem, parseSourceItem, type Source } from './source';

/** All sources, by id. `fresh` reads what was written a moment ago, at twice the price. */
export async function readSources(table: Table, fresh = false): Promise<Source[]> {
  const sources: Source[] = [];
  let from: Item | undefined;
  do {
    const output = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'PK = :sources',
        ExpressionAttributeValues: { ':sources': { S: SOURCES } },
        ConsistentRead: fresh,
        ExclusiveStartKey: from,
      }),
    );
    sources.push(...(output.Items ?? []).map(parseSourceItem));
    from = output.LastEvaluatedKey;
  } while (from !== undefined);
  return sources;
}

/** Adds a source. @returns false where one with this id is there already, which is then left as it is */
export async function addSource(table: Table, id: string, settings: SourceSettings): Promise<boolean> {
  const output = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: newSourceItem(id, settings, new Date().toISOString()),
        ConditionExpression: 'attribute_not_exists(PK)',
      }),
    ),
  );
  return output !== null;
}

/** Changes where a source is read from. A source that is not there stays away. */
export async function setSourceUrl(table: Table, id: string, url: string): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: sourceKey(id),
        UpdateExpression: 'SET #url = :url',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#url': 'url' },
        ExpressionAttributeValues: { ':url': { S: url } },
      }),
    ),
  );
}
