import type { SQSBatchItemFailure } from 'aws-lambda';
import { recordIndexed } from '../cycles/cycle';
import { log } from '../log/log';
import { type IndexMessage, parseIndexMessage } from '../queue/messages';
import { failure, onMessages } from '../queue/receive';
import { writeItems } from '../table/batch';
import { openTable } from '../table/client';
import { markChanged } from '../versions/version';
import { postings } from './postings';

/**
 * Writes the words of all articles that the queue has gathered, one block a term, then writes down that
 * they can be found. Messages that make no sense come back alone; the others go together, as their
 * articles share blocks.
 */
export const handler = onMessages(async (event) => {
  const beganAt = Date.now();
  const table = openTable();
  const messages: IndexMessage[] = [];
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const record of event.Records) {
    try {
      messages.push(parseIndexMessage(record.body));
    } catch (error) {
      batchItemFailures.push(failure(record, error));
    }
  }
  await writeItems(table, postings(messages));
  if (messages.length > 0) await markChanged(table, 'ARTICLES');
  await recordIndexed(table, messages);
  log.info('Articles were indexed', {
    cycles: [...new Set(messages.map(({ cycle }) => cycle))],
    messages: messages.length,
    articles: messages.reduce((sum, { articles }) => sum + articles.length, 0),
    failed: batchItemFailures.length,
    ms: Date.now() - beganAt,
  });
  return { batchItemFailures };
});
