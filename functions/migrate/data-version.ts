import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { optionalNumber, optionalText } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { dataVersionKey } from '../table/keys';
import { updateOf } from '../table/update';

/** How far the data of a table is. */
export interface DataVersion {
  /** how many migrations it has been through */
  readonly version: number;
  /** where the migration to the next version goes on; null where it has not begun */
  readonly from: string | null;
}

/** How far the table's data is at this moment; null where nobody has written it down yet. */
export async function readDataVersion(table: Table): Promise<DataVersion | null> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: dataVersionKey(), ConsistentRead: true }),
  );
  if (Item === undefined) return null;
  return { version: optionalNumber(Item, 'version') ?? 0, from: optionalText(Item, 'from') };
}

/**
 * Writes down how far the table's data is now.
 * @param was what was read before
 * @returns false where somebody else wrote since, and nothing was written
 */
export async function writeDataVersion(
  table: Table,
  was: DataVersion | null,
  now: DataVersion,
): Promise<boolean> {
  const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = updateOf({
    version: { N: String(now.version) },
    from: now.from === null ? null : { S: now.from },
  });
  const unchanged =
    was === null
      ? 'attribute_not_exists(#version)'
      : `#version = :was AND ${was.from === null ? 'attribute_not_exists(#from)' : '#from = :place'}`;
  const output = await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: dataVersionKey(),
        UpdateExpression,
        ConditionExpression: unchanged,
        ExpressionAttributeNames,
        ExpressionAttributeValues: {
          ...ExpressionAttributeValues,
          ...(was !== null && { ':was': { N: String(was.version) } }),
          ...(was?.from != null && { ':place': { S: was.from } }),
        },
      }),
    ),
  );
  return output !== null;
}
