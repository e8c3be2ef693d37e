import { mkdir } from 'node:fs/promises';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { startChild } from './child';
import { messageOf } from './problem';
import type { TableResource } from './stack';

/** The table's name here, whatever its resource is called: the data on disk outlives a renaming. */
export const TABLE_NAME = 'newsreel';

/** How long a predecessor that was killed, or is about to end, may still hold the folder. */
const LOCK_WAIT_MS = 8_000;

/** The table could not be opened, or made. */
export class TableError extends Error {
  override name = 'TableError';
}

/** The embedded table's process. */
export interface EmbeddedTable {
  /** for AWS_ENDPOINT_URL_DYNAMODB */
  endpoint: string;
  pid: number;
  /** resolves when the process ended, whether asked to or not */
  ended: Promise<void>;
  /** ends it; resolves when it is gone */
  close(): Promise<void>;
}

/**
 * Starts DynamoDB's embedded engine on a folder, in a child process that ends with this one.
 * @param folder absolute path; made where it is missing
 * @param waitMs how long to wait for another process to let go of it
 * @throws TableError where the folder is another process's, or can't be read
 */
export async function startTable(folder: string, waitMs = LOCK_WAIT_MS): Promise<EmbeddedTable> {
  await mkdir(folder, { recursive: true });
  // A young generation of Node's own choice takes 20 MB more and is no faster.
  const child = startChild('table-process.mjs', [folder, String(waitMs)], ['--max-semi-space-size=8']);
  const told = (await child.told) as { port: number } | { error: string };
  if ('error' in told) throw new TableError(`The table could not be opened: ${told.error}`);
  return { ...child, endpoint: `http://127.0.0.1:${told.port}` };
}

/**
 * Makes the table where there is none, as the template has it.
 * @throws TableError with what the endpoint says
 */
export async function createTable(client: DynamoDBClient, resource: TableResource): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: TABLE_NAME,
        KeySchema: resource.keySchema,
        AttributeDefinitions: resource.attributes,
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) {
      throw new TableError(`The table could not be made: ${messageOf(error)}`);
    }
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: TABLE_NAME });
}
