import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { SOURCES, sourceKey } from '../table/keys';
import { queryAll } from '../table/query';
import { type Changes, updateOf } from '../table/update';
import { SOURCE_ID } from './id';
import { moveOf } from './moved';
import type { SourceSettings } from './settings';
import { newSourceItem, parseSourceItem, type Source } from './source';

/** All sources, by id. `fresh` reads what was written a moment ago, at twice the price. */
export async function readSources(table: Table, fresh = false): Promise<Source[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'PK = :sources',
    ExpressionAttributeValues: { ':sources': { S: SOURCES } },
    ConsistentRead: fresh,
  });
  return items.map(parseSourceItem);
}

/** One source as it is at this moment; null where there is none of this id. */
export async function readSource(table: Table, id: string): Promise<Source | null> {
  if (!SOURCE_ID.test(id)) return null;
  const output = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: sourceKey(id), ConsistentRead: true }),
  );
  return output.Item === undefined ? null : parseSourceItem(output.Item);
}

/** What a source says of itself. */
export interface Introduction {
  title: string | null;
  /** absolute, http or https */
  homepage: string | null;
  /** where its server says that it has moved for good */
  permanentUrl: string | null;
}

/**
 * Adds a source.
 * @param introduction null where it was not asked yet
 * @returns null where one with this id is there already, which is then left as it is
 */
export async function addSource(
  table: Table,
  id: string,
  settings: SourceSettings,
  introduction: Introduction | null = null,
): Promise<Source | null> {
  const addedAt = new Date().toISOString();
  const item = newSourceItem(id, settings, addedAt);
  if (introduction !== null) Object.assign(item, introduced(parseSourceItem(item), introduction));
  const output = await unlessConditionFails(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: item,
        // Or it is this very one, written by a call whose answer was lost.
        ConditionExpression: 'attribute_not_exists(PK) OR (addedAt = :addedAt AND #url = :url)',
        ExpressionAttributeNames: { '#url': 'url' },
        ExpressionAttributeValues: { ':addedAt': { S: addedAt }, ':url': { S: settings.url } },
      }),
    ),
  );
  return output === null ? null : parseSourceItem(item);
}

/** What a new source is known by before its first reading. */
function introduced(source: Source, { title, homepage, permanentUrl }: Introduction): Item {
  const known = { feedTitle: title, homepage, ...moveOf(source, permanentUrl, Date.parse(source.addedAt)) };
  return Object.fromEntries(Object.entries(known).flatMap(([name, S]) => (S ? [[name, { S }]] : [])));
}

/** Deletes a source itself. One of the same id that was added since stays. */
export async function deleteSource(
  table: Table,
  { id, addedAt }: { id: string; addedAt: string },
): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: sourceKey(id),
        ConditionExpression: 'addedAt = :addedAt',
        ExpressionAttributeValues: { ':addedAt': { S: addedAt } },
      }),
    ),
  );
}

/** Changes attributes of a source. @returns it as it is then; null where it was removed meanwhile */
export async function changeSource(table: Table, source: Source, changes: Changes): Promise<Source | null> {
  if (Object.keys(changes).length === 0) return source;
  const update = updateOf(changes);
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: sourceKey(source.id),
        ...update,
        ConditionExpression: 'addedAt = :addedAt',
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ':addedAt': { S: source.addedAt },
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return output?.Attributes === undefined ? null : parseSourceItem(output.Attributes);
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
