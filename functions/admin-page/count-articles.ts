import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { firstIdAt } from '../article/id';
import type { Table } from '../table/client';
import { ARTICLES } from '../table/keys';

/** A count, and whether there are more than were counted. */
export interface Count {
  number: number;
  isMore: boolean;
}

/** Some 500 read units: a count costs what reading costs. */
const MOST_COUNTED = 2_000;

/** How many articles were published since. @param since ms since 1970 @param most are counted */
export async function countArticlesSince(table: Table, since: number, most = MOST_COUNTED): Promise<Count> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'PK = :articles AND SK >= :first',
      ExpressionAttributeValues: { ':articles': { S: ARTICLES }, ':first': { S: firstIdAt(since) } },
      Select: 'COUNT',
      Limit: most + 1,
    },
  );
  let number = 0;
  for await (const { Count = 0 } of pages) {
    number += Count;
    if (number > most) return { number: most, isMore: true };
  }
  return { number, isMore: false };
}
