import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** The table: its client and its name, handed to whatever reads or writes it. */
export interface Table {
  client: DynamoDBClient;
  name: string;
}

let kept: Table | undefined;

/**
 * The service's table, named by `TABLE_NAME`; one client for the life of the process.
 * @throws where `TABLE_NAME` is not set
 */
export function openTable(): Table {
  kept ??= { client: createClient(), name: requireName() };
  return kept;
}

/**
 * A table that says nothing for so long will not any more: a connection that broke unseen. What was asked for may have
 * been done, so every write can be done again. The SDK's own five minutes are longer than most functions live.
 */
const SILENCE_MS = 3_000;

/** A client set up as every function wants it. */
export function createClient(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 5,
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: SILENCE_MS, socketTimeout: SILENCE_MS },
  });
  // Copies and redacts every input even where no logger is set: a tenth of the cost of a large write.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

function requireName(): string {
  const name = process.env['TABLE_NAME'];
  if (!name) throw new Error('TABLE_NAME is not set');
  return name;
}
