import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../table/client';
import { SOURCES } from '../table/keys';
import { listed, parseSourceItem } from './source';

/** Nobody looks through more; and reading all of many thousands for a list would cost more than the rest of a page. */
const MOST_TO_CHOOSE = 100;

/** A source as people choose it. */
export interface NamedSource {
  id: string;
  title: string;
}

/** The sources to choose from, by title; null where they are too many. */
export async function readChoice(table: Table): Promise<NamedSource[] | null> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'PK = :sources',
      ExpressionAttributeValues: { ':sources': { S: SOURCES } },
      Limit: MOST_TO_CHOOSE + 1,
    }),
  );
  if (Items.length > MOST_TO_CHOOSE || LastEvaluatedKey !== undefined) return null;
  return Items.map((item) => {
    const { id, title } = listed(parseSourceItem(item));
    return { id, title };
  }).sort((one, other) => one.title.localeCompare(other.title, 'en'));
}
