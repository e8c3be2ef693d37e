import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { handled } from '../log/handled';
import { log } from '../log/log';
import { during } from '../log/work';

type MessagesHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** A handler of a queue's messages. */
export const onMessages =
  (handle: MessagesHandler): MessagesHandler =>
  (event) =>
    handled({}, () => handle(event));

/** Handles each message of a batch by itself, so that one that fails comes back alone. */
export async function eachMessage(
  event: SQSEvent,
  handle: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const handleOne = (record: SQSRecord): Promise<SQSBatchItemFailure[]> =>
    during({ messageId: record.messageId }, async () => {
      try {
        await handle(record);
        return [];
      } catch (error) {
        return [failure(record, error)];
      }
    });
  return { batchItemFailures: (await Promise.all(event.Records.map(handleOne))).flat() };
}

/** Asks for a message to come back, and logs why: by its id, never by its body. */
export function failure({ messageId }: SQSRecord, error: unknown): SQSBatchItemFailure {
  during({ messageId }, () => log.error('A message failed', error));
  return { itemIdentifier: messageId };
}
