import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { describe } from './problem';
import { md5, type Queue, type ReceivedMessage } from './queues';
import type { EventSourceResource } from './stack';
import type { Workload } from './workload';

/** Lambda's limit of one invocation's payload; what surrounds a body in the event is small beside it. */
const MOST_BYTES = 6_000_000;

/**
 * How long a message waits after its handler failed, by how often that was. On AWS it is the queue's
 * visibility timeout, many minutes; nobody wants to wait for that at their own machine.
 */
const TRY_AGAIN_AFTER_MS = [1_000, 10_000, 30_000, 60_000];

/** Where a message goes that failed too often. */
export interface DeadLetters {
  queue: Queue;
  maxReceiveCount: number;
}

/** What an event source is connected to. */
export interface Connections {
  queue: Queue;
  deadLetters: DeadLetters | null;
  invoke: (event: SQSEvent) => Promise<unknown>;
  workload: Workload;
  /** told of what failed */
  report: (problem: string) => void;
  /** how long a message that failed waits, by how often it did, in ms; the last for all more */
  tryAgainAfterMs?: number[];
}

/**
 * Hands a queue's messages to a function, as Lambda's event source mapping does: in batches, so many at
 * once, and again those that failed.
 *
 * One thing differs. A mapping with a batching window waits it out on AWS; here it gathers no longer than
 * there is work in sight that may send more, and never longer than the window.
 */
export class EventSource {
  private readonly deliveries = new Set<Promise<void>>();
  private gatheringSince: number | null = null;
  private windowEnd: NodeJS.Timeout | undefined;
  private receiving = false;
  private stopped = false;
  private stopListening = () => {};

  constructor(
    private readonly resource: EventSourceResource,
    private readonly connections: Connections,
  ) {}

  start(): void {
    this.stopListening = this.connections.workload.onChange(() => this.look());
    this.look();
  }

  /** Hands over nothing more. @returns when what was handed over is done */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    this.endGathering();
    await Promise.all(this.deliveries);
  }

  private look(): void {
    if (this.stopped || this.receiving || this.deliveries.size >= this.resource.concurrency) return;
    if (!this.connections.queue.hasWaiting) this.endGathering();
    else if (this.isDue()) this.deliverNext();
  }

  private isDue(): boolean {
    const { queue, workload } = this.connections;
    const { windowMs, batchSize } = this.resource;
    if (windowMs === 0 || queue.fills(batchSize, MOST_BYTES) || !workload.isInSight(queue)) return true;
    this.gatheringSince ??= Date.now();
    const leftMs = this.gatheringSince + windowMs - Date.now();
    if (leftMs <= 0) return true;
    this.windowEnd ??= setTimeout(() => {
      this.windowEnd = undefined;
      this.look();
    }, leftMs);
    return false;
  }

  private deliverNext(): void {
    this.endGathering();
    this.receiving = true;
    const received = this.connections.queue.receive(this.resource.batchSize, MOST_BYTES);
    const delivery = received
      .then((messages) => {
        this.receiving = false;
        // Another invocation may have its batch while this one works.
        queueMicrotask(() => this.look());
        return this.deliver(messages);
      })
      .catch((error: unknown) =>
        this.connections.report(`Messages of ${this.connections.queue.name}: ${error}`),
      )
      .finally(() => {
        this.deliveries.delete(delivery);
        this.look();
      });
    this.deliveries.add(delivery);
  }

  private endGathering(): void {
    clearTimeout(this.windowEnd);
    this.windowEnd = undefined;
    this.gatheringSince = null;
  }

  private async deliver(messages: ReceivedMessage[]): Promise<void> {
    // What was received but not handed over is on disk for the next start.
    if (messages.length === 0 || this.stopped) return;
    const failed = await this.invoke(messages);
    await Promise.all(
      messages.map((message) =>
        failed.has(message.id) ? this.handleFailure(message) : this.connections.queue.remove(message),
      ),
    );
  }

  /** @returns the ids of the messages that failed */
  private async invoke(messages: ReceivedMessage[]): Promise<Set<string>> {
    const all = new Set(messages.map(({ id }) => id));
    try {
      const answer = await this.connections.invoke({
        Records: messages.map((message) => this.toRecord(message)),
      });
      return this.resource.reportsItemFailures ? failuresIn(answer, all) : new Set();
    } catch (error) {
      this.connections.report(describe(error));
      return all;
    }
  }

  private async handleFailure(message: ReceivedMessage): Promise<void> {
    const { queue, deadLetters, report, tryAgainAfterMs = TRY_AGAIN_AFTER_MS } = this.connections;
    if (deadLetters !== null && message.failures + 1 >= deadLetters.maxReceiveCount) {
      report(
        `A message of ${queue.name} failed ${message.failures + 1} times and now is in ${deadLetters.queue.name}`,
      );
      return queue.moveTo(deadLetters.queue, message);
    }
    const delay = tryAgainAfterMs[Math.min(message.failures, tryAgainAfterMs.length - 1)] ?? 0;
    return queue.putBackAfter(message, delay);
  }

  private toRecord(message: ReceivedMessage): SQSRecord {
    const region = process.env['AWS_REGION'] ?? '';
    return {
      messageId: message.id,
      receiptHandle: randomUUID(),
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.failures + 1),
        SentTimestamp: String(message.sentAt),
        SenderId: 'local',
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: md5(message.body),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${region}:000000000000:${this.connections.queue.name}`,
      awsRegion: region,
    };
  }
}

/** As Lambda has it, an answer that names an unknown message, or is no such answer, fails the whole batch. */
function failuresIn(answer: unknown, all: Set<string>): Set<string> {
  if (answer === null || answer === undefined) return new Set();
  const failures: unknown = (answer as Partial<SQSBatchResponse>).batchItemFailures;
  if (failures === null || failures === undefined) return new Set();
  if (!Array.isArray(failures)) return all;
  const ids = failures.map((failure: { itemIdentifier?: string } | null) => failure?.itemIdentifier ?? '');
  return ids.every((id) => all.has(id)) ? new Set(ids) : all;
}
