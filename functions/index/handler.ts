import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { recordIndexed } from '../cycles/cycle';
import { type IndexMessage, parseIndexMessage } from '../queue/messages';
import { failedMessages } from '../queue/receive';
import { writeItems } from '../table/batch';
import { openTable } from '../table/client';
import { markChanged } from '../versions/version';
import { postings } from './postings';

/**
 * Writes the words of all articles that the queue has gathered, one block a term, then writes down that
 * they can be found. Messages that make no sense come back alone; the others go together, as their
 * articles share blocks.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const table = openTable();
  const messages: IndexMessage[] = [];
  const failed: [SQSRecord, unknown][] = [];
  for (const record of event.Records) {
    try {
      messages.push(parseIndexMessage(record.body));
    } catch (error) {
      failed.push([record, error]);
    }
  }
  await writeItems(table, postings(messages));
  if (messages.length > 0) await markChanged(table, 'ARTICLES');
  await recordIndexed(table, messages);
  return failedMessages(failed);
}
