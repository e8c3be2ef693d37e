import * as z from 'zod/mini';
import { type Actions, AwsError } from './aws-endpoint';
import { md5, type Queue } from './queues';

/** SQS's limits, of a message and of all messages of a call together. */
const MOST_BYTES = 1_048_576;
const MOST_ENTRIES = 10;

/** What XML 1.0 has no place for, SQS refuses. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const LONGEST_DELAY_S = 900;

const message = { MessageBody: z.string(), DelaySeconds: z._default(z.int(), 0) };
const entry = z.strictObject({ Id: z.string(), ...message });
const sendInput = z.strictObject({ QueueUrl: z.string(), ...message });
const batchInput = z.strictObject({ QueueUrl: z.string(), Entries: z.array(entry) });

/**
 * What of SQS the functions call: sending, with a delay or without. Attributes, which no function uses, are refused.
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
      const { QueueUrl, MessageBody, DelaySeconds } = parse(sendInput, input);
      const queue = queueOf(QueueUrl);
      checkBodies([MessageBody], 'InvalidParameterValue');
      if (!isDelay(DelaySeconds)) throw new AwsError('InvalidParameterValue', noDelay(DelaySeconds));
      return send(queue, MessageBody, DelaySeconds);
    },
    'AmazonSQS.SendMessageBatch': async (input) => {
      const { QueueUrl, Entries } = parse(batchInput, input);
      const queue = queueOf(QueueUrl);
      checkEntries(Entries);
      const wrong = Entries.filter(({ DelaySeconds }) => !isDelay(DelaySeconds));
      const right = Entries.filter((each) => !wrong.includes(each));
      return {
        Successful: await Promise.all(
          right.map(async (each) => ({
            Id: each.Id,
            ...(await send(queue, each.MessageBody, each.DelaySeconds)),
          })),
        ),
        Failed: wrong.map(({ Id, DelaySeconds }) => ({
          Id,
          SenderFault: true,
          Code: 'InvalidParameterValue',
          Message: noDelay(DelaySeconds),
        })),
      };
    },
  };
}

async function send(queue: Queue, body: string, delaySeconds: number) {
  return { MessageId: await queue.send(body, delaySeconds * 1000), MD5OfMessageBody: md5(body) };
}

const isDelay = (seconds: number): boolean => seconds >= 0 && seconds <= LONGEST_DELAY_S;

const noDelay = (seconds: number): string =>
  `Value ${seconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${LONGEST_DELAY_S}.`;

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
