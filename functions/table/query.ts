import { paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item, Table } from './client';

/** What is asked of a Query besides the table and where it goes on. */
export type Question = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/** All items that a Query finds, in its order, a page of the table's (1 MB) at a time. */
export async function* queryPages(table: Table, question: Question): AsyncGenerator<Item[], void> {
  const pages = paginateQuery({ client: table.client }, { TableName: table.name, ...question });
  for await (const { Items = [] } of pages) yield Items;
}

/** All items that a Query finds, in its order: where they are few. */
export async function queryAll(table: Table, question: Question): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of queryPages(table, question)) items.push(...page);
  return items;
}
