import { log } from '../log/log';
import { type Queue, sendMessages } from '../queue/send';
import type { Table } from '../table/client';
import { isDue, isLeftUndone, type Occasion } from './due';
import type { DigestMessage } from './message';
import { rosterPages } from './roster';

/** Few enough that a worker is done with them in a minute at the slowest pace that SES gives. */
const READERS_A_MESSAGE = 20;

/**
 * Sends for the digests that are due; where the admin asks also for those that were begun and did not go. A reader whose digest was sent for twice has one: the worker looks again.
 * @param at ISO 8601: when they are due
 * @returns how many
 */
export async function planDigests(
  table: Table,
  queue: Queue,
  occasion: Occasion,
  at: string,
): Promise<number> {
  const now = Date.parse(at);
  let planned = 0;
  for await (const page of rosterPages(table)) {
    const due = page.filter(
      (subscription) =>
        isDue(subscription, occasion, now) || (occasion === 'now' && isLeftUndone(subscription, now)),
    );
    planned += due.length;
    const readers = due.map(({ reader }) => reader);
    await sendMessages(queue, messagesOf(readers, occasion, at));
  }
  log.info('Digests were sent for', { digests: planned });
  return planned;
}

function messagesOf(readers: string[], occasion: Occasion, at: string): string[] {
  const count = Math.ceil(readers.length / READERS_A_MESSAGE);
  return Array.from({ length: count }, (_, index) => {
    const some = readers.slice(index * READERS_A_MESSAGE, (index + 1) * READERS_A_MESSAGE);
    return JSON.stringify({ at, occasion, readers: some } satisfies DigestMessage);
  });
}
