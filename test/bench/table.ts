import { openTable, type Table } from '../../functions/table/client';
import { awsVariables, setVariables } from '../../infra/local/environment';
import { createTable, startTable, TABLE_NAME } from '../../infra/local/table';

/** The table's keys, as the stack has them. */
const SCHEMA: Parameters<typeof createTable>[1] = {
  id: TABLE_NAME,
  keySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' },
    { AttributeName: 'SK', KeyType: 'RANGE' },
  ],
  attributes: [
    { AttributeName: 'PK', AttributeType: 'S' },
    { AttributeName: 'SK', AttributeType: 'S' },
  ],
};

/**
 * Does work with the embedded table in a process beside it, which handlers called in this process find as well.
 * Afterwards neither is there, and what starts on the folder then has a table of its own.
 * @param folder where the table is, or is made
 */
export async function withTable(folder: string, work: (table: Table) => Promise<void>): Promise<void> {
  const embedded = await startTable(folder);
  setVariables(process.env, {
    ...awsVariables({ endpoint: '', dynamodb: embedded.endpoint }, process.env),
    TABLE_NAME,
  });
  const table = openTable();
  try {
    await createTable(table.client, SCHEMA);
    await work(table);
  } finally {
    table.client.destroy();
    await embedded.close();
    setVariables(process.env, { AWS_ENDPOINT_URL_DYNAMODB: undefined });
  }
}
