import type { RemovalMessage } from '../queue/messages';
import { type Queue, sendMessages } from '../queue/send';
import { originOf } from '../sources/origin';
import { unhide } from '../sources/removed';
import { deleteSource } from '../sources/store';
import type { Table } from '../table/client';
import { markChanged } from '../versions/version';
import { purge } from './purge';

/** Half of what the function has, as a step of deleting takes its time. */
const BUDGET_MS = 90_000;

/** By then whatever was fetching the source has stored what it had, and its words are indexed. */
const AGAIN_AFTER_SECONDS = 900;

/**
 * Deletes what a removed source brought, a message's worth at a time, and a quarter of an hour later what
 * was still on its way then. Only then is there nothing left to hide.
 */
export async function workOffRemoval(table: Table, queue: Queue, message: RemovalMessage): Promise<void> {
  await deleteSource(table, message.remove);
  await markChanged(table, 'SOURCES');
  const isDone = await purge(table, message.remove, Date.now() + BUDGET_MS);
  if (!isDone) await sendMessages(queue, [JSON.stringify(message)]);
  else if (message.again) {
    await sendMessages(queue, [JSON.stringify({ ...message, again: false })], AGAIN_AFTER_SECONDS);
  } else await unhide(table, originOf(message.remove));
}
