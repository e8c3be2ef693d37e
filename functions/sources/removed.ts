import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isKept } from '../clock/is-kept';
import { text } from '../table/attributes';
import type { Table } from '../table/client';
import { REMOVED, removedKey } from '../table/keys';
import { queryAll } from '../table/query';
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
  if (kept !== undefined && kept.table === table && isKept(kept.until, KEPT_MS)) return kept.origins;
  const origins = readRemoved(table);
  kept = { table, origins, until: Date.now() + KEPT_MS };
  origins.catch(() => {
    kept = undefined;
  });
  return origins;
}

async function readRemoved(table: Table): Promise<ReadonlySet<string>> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'PK = :removed',
    ExpressionAttributeValues: { ':removed': { S: REMOVED } },
  });
  return new Set(items.map((item) => text(item, 'SK')));
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
