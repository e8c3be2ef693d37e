import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { sendLinesTo } from '../functions/log/output';
import type { Item, Table } from '../functions/table/client';

// It has no types of its own.
const dynalite = require('dynalite') as (options: { createTableMs: number }) => Server;

/** A real table over HTTP, in memory, for one test file. */
export interface TestTable extends Table {
  /** all items of a partition, or of the table */
  items(partition?: string): Promise<Item[]>;
  stop(): Promise<void>;
}

/** Starts an empty table, and sets the variables that handlers find it by. What they log is lost, but for `keepLog`. */
export async function startTable(): Promise<TestTable> {
  sendLinesTo(() => undefined);
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    TABLE_NAME: 'newsreel',
  });
  const client = new DynamoDBClient({ maxAttempts: 1, cacheMiddleware: true });
  // It copies every item that is written and read, for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware');
  const name = 'newsreel';
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
      ],
    }),
  );
  return {
    client,
    name,
    items: (partition) => scan(client, name, partition),
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function scan(client: DynamoDBClient, name: string, partition: string | undefined): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const output = await client.send(new ScanCommand({ TableName: name, ExclusiveStartKey: from }));
    items.push(...(output.Items ?? []));
    from = output.LastEvaluatedKey;
  } while (from !== undefined);
  return partition === undefined ? items : items.filter((item) => item['PK']?.S === partition);
}
