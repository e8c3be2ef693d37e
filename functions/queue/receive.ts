import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** Handles each message of a batch by itself, so that one that fails comes back alone. */
export async function eachMessage(
  event: SQSEvent,
  handle: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed: [SQSRecord, unknown][] = [];
  const handleOne = async (record: SQSRecord) => {
    try {
      await handle(record);
    } catch (error) {
      failed.push([record, error]);
    }
  };
  await Promise.all(event.Records.map(handleOne));
  return failedMessages(failed);
}

/** Asks for messages to come back, and logs why: by their ids, never by their bodies. */
export function failedMessages(failed: [SQSRecord, unknown][]): SQSBatchResponse {
  for (const [{ messageId }, error] of failed) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(JSON.stringify({ level: 'error', message: 'A message failed', messageId, reason }));
  }
  return { batchItemFailures: failed.map(([{ messageId }]) => ({ itemIdentifier: messageId })) };
}
