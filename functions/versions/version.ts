import { randomBytes } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { text } from '../table/attributes';
import type { Table } from '../table/client';
import { versionKey } from '../table/keys';

/**
 * A version names one state of all articles, or of all sources: as long as it is the same, an answer made of them
 * is the same. It is one small item, so that a reader who asks for what it has already costs one small read.
 */
export type Subject = 'ARTICLES' | 'SOURCES';

/**
 * Reads may miss what was written a moment ago, and each function keeps for some seconds which origins are being
 * removed: what is answered so soon after a change may be of the state before.
 */
const SETTLES_MS = 10_000;

/** Of a subject that never changed. */
const FIRST = 'first';

/**
 * Says that a subject has changed. It is called once the change is written, so that nobody keeps the state before
 * under the new version; and before whatever would keep a crashed change from being repeated.
 */
export async function markChanged(table: Table, subject: Subject): Promise<void> {
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: {
        ...versionKey(subject),
        version: { S: randomBytes(9).toString('base64url') },
        changedAt: { S: new Date().toISOString() },
      },
    }),
  );
}

/** The version of a subject by half a read unit; null where it changed so lately that reads may not show it yet. */
export async function settledVersion(table: Table, subject: Subject): Promise<string | null> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: versionKey(subject) }),
  );
  if (Item === undefined) return FIRST;
  const age = Date.now() - Date.parse(text(Item, 'changedAt'));
  return age < SETTLES_MS ? null : text(Item, 'version');
}
