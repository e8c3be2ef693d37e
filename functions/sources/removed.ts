import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { REMOVED, removedKey } from '../table/keys';
import { markChanged } from '../versions/version';

/**
 * The origins whose articles are being removed. Deleting a million articles takes its time; nobody sees
 * them meanwhile.
 */

/** Reading this for each request would cost as much as the request: what is removed shows this much longer. */
const KEPT_MS = 5_000;

let kept: { table: Table; origins: Promise<ReadonlySet<string>>; until: number } | undefined;

/** The origins that are being removed, as of a few seconds ago. */
export function removedOrigins(table: Table): Promise<ReadonlySet<string>> {
  if (kept !== undefined && kept.table === table && Date.now() < kept.until) return kept.origins;
  const origins = readRemoved(table);
  kept = { table, origins, until: Date.now() + KEPT_MS };
  origins.catch(() => {
    kept = undefined;
  });
  return origins;
}

async function readRemoved(table: Table): Promise<ReadonlySet<string>> {
  const origins = new Set<string>();
  let from: Item | undefined;
  do {
    const output = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'PK = :removed',
        ExpressionAttributeValues: { ':removed': { S: REMOVED } },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of output.Items ?? []) origins.add(text(item, 'SK'));
    from = output.LastEvaluatedKey;
  } while (from !== undefined);
  return origins;
}

/** Hides all that an origin ever brought. */
export async function hide(table: Table, origin: string): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: removedKey(origin) }));
  await markChanged(table, 'ARTICLES');
}

/** Ends the hiding, once there is nothing left to hide. */
export async function unhide(table: Table, origin: string): Promise<void> {
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: removedKey(origin) }));
}
