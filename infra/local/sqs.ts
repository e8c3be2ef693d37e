import * as z from 'zod/mini';
import { type Actions, AwsError } from './aws-endpoint';
import { md5, type Queue } from './queues';

/** SQS's limits, of a message and of all messages of a call together. */
const MOST_BYTES = 1_048_576;
const MOST_ENTRIES = 10;

/** What XML 1.0 has no place for, SQS refuses. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const entry = z.strictObject({ Id: z.string(), MessageBody: z.string() });
const sendInput = z.strictObject({ QueueUrl: z.string(), MessageBody: z.string() });
const batchInput = z.strictObject({ QueueUrl: z.string(), Entries: z.array(entry) });

/**
 * What of SQS the functions call: sending. Attributes and delays, which no function uses, are refused.
 * @param queues by name, the last part of a queue's URL
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export function sqsActions(queues: ReadonlyMap<string, Queue>): Actions {
  const queueOf = (url: string): Queue => {
    const queue = queues.get(url.slice(url.lastIndexOf('/') + 1));
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  return {
    'AmazonSQS.SendMessage': async (input) => {
      const { QueueUrl, MessageBody } = parse(sendInput, input);
      const queue = queueOf(QueueUrl);
      checkBodies([MessageBody], 'InvalidParameterValue');
      return { MessageId: await queue.send(MessageBody), MD5OfMessageBody: md5(MessageBody) };
    },
    'AmazonSQS.SendMessageBatch': async (input) => {
      const { QueueUrl, Entries } = parse(batchInput, input);
      const queue = queueOf(QueueUrl);
      checkEntries(Entries);
      const Successful = await Promise.all(
        Entries.map(async ({ Id, MessageBody }) => {
          return { Id, MessageId: await queue.send(MessageBody), MD5OfMessageBody: md5(MessageBody) };
        }),
      );
      return { Successful, Failed: [] };
    },
  };
}

/** The URL of a queue at an endpoint. */
export const queueUrl = (endpoint: string, name: string): string => `${endpoint}/000000000000/${name}`;

function parse<T extends z.ZodMiniType>(shape: T, input: unknown): z.infer<T> {
  const result = z.safeParse(shape, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AwsError('InvalidParameterValue', `${issue?.path.join('.')}: ${issue?.message}`);
}

function checkEntries(entries: z.infer<typeof entry>[]): void {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry.');
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}.`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
  }
  checkBodies(
    entries.map(({ MessageBody }) => MessageBody),
    'BatchRequestTooLong',
  );
}

function checkBodies(bodies: string[], tooLong: string): void {
  if (bodies.some((body) => body === ''))
    throw new AwsError('InvalidParameterValue', 'A message must have a body.');
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  if (bytes > MOST_BYTES) {
    throw new AwsError(tooLong, `Messages must be at most ${MOST_BYTES} bytes in all, not ${bytes}.`);
  }
  if (bodies.some((body) => FORBIDDEN.test(body))) {
    throw new AwsError('InvalidMessageContents', 'A message holds characters that are not allowed.');
  }
}
