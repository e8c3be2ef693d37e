import type { RemovalMessage } from '../queue/messages';
import { type Queue, sendMessages } from '../queue/send';
import type { Table } from '../table/client';
import { markChanged } from '../versions/version';
import { originOf } from './origin';
import { hide } from './removed';
import type { Source } from './source';
import { deleteSource } from './store';

/**
 * Removes a source. Nobody finds its articles from here on; deleting them is left to the queue. A crash
 * before the message is sent leaves a source that is there and shows nothing until it is removed again;
 * after it, the message does the rest.
 */
export async function removeSource(table: Table, queue: Queue, source: Source): Promise<void> {
  const { id, addedAt } = source;
  const message: RemovalMessage = { remove: { id, addedAt }, again: true };
  await hide(table, originOf(source));
  await sendMessages(queue, [JSON.stringify(message)]);
  await deleteSource(table, source);
  await markChanged(table, 'SOURCES');
}
