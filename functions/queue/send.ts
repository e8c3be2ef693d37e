import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

/** SQS's limits of one call. */
const MESSAGES_A_CALL = 10;
const BYTES_A_CALL = 1_048_576;

const ATTEMPTS = 4;

/** After so long a connection has broken unseen, and the call is made again: a message may come twice anyway. */
const SILENCE_MS = 5_000;

/** A queue to send to, handed to whatever sends. */
export interface Queue {
  client: SQSClient;
  url: string;
}

let client: SQSClient | undefined;

/** The queue whose URL a variable holds. @throws where it is not set */
export function openQueue(variable: 'DIGEST_QUEUE_URL' | 'FETCH_QUEUE_URL' | 'INDEX_QUEUE_URL'): Queue {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set`);
  client ??= new SQSClient({
    requestHandler: { connectionTimeout: SILENCE_MS, socketTimeout: SILENCE_MS },
  });
  return { client, url };
}

/**
 * Sends messages, as few calls as their number and size allow.
 * @param bodies each at most 1 MiB
 * @param delaySeconds how long the queue keeps them from being received: a whole number, 900 at most
 * @throws where the queue did not take them all; some may then have been sent
 */
export async function sendMessages(queue: Queue, bodies: string[], delaySeconds = 0): Promise<void> {
  for (const call of calls(bodies)) await sendCall(queue, call, delaySeconds);
}

async function sendCall(queue: Queue, bodies: string[], delaySeconds: number): Promise<void> {
  const delay = delaySeconds === 0 ? {} : { DelaySeconds: delaySeconds };
  let pending = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody, ...delay }));
  for (let attempt = 0; pending.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`The queue did not take ${pending.length} messages`);
    const output = await queue.client.send(
      new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: pending }),
    );
    const failed = new Set(output.Failed?.map(({ Id }) => Id));
    pending = pending.filter(({ Id }) => failed.has(Id));
  }
}

function calls(bodies: string[]): string[][] {
  const all: string[][] = [];
  let call: string[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    if (call.length === MESSAGES_A_CALL || (call.length > 0 && bytes + size > BYTES_A_CALL)) {
      all.push(call);
      call = [];
      bytes = 0;
    }
    call.push(body);
    bytes += size;
  }
  if (call.length > 0) all.push(call);
  return all;
}
