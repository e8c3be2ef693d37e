import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Words } from './alarms/news-alarm';
import { DeadLetterQueue } from './dead-letter-queue';
import type { NewsFunction } from './news-function';

/**
 * A message that failed this often fails for a reason that time does not heal. Fewer would count those in which Lambda
 * had no function free.
 */
const MAX_RECEIVE_COUNT = 5;

export interface WorkQueueProps {
  /** The function that works the queue off. It answers with the messages that failed (`batchItemFailures`). */
  readonly worker: NewsFunction;
  /** The most messages of one invocation. */
  readonly batchSize: number;
  /** How long to gather messages before an invocation. */
  readonly maxBatchingWindow?: Duration;
  /** The most invocations at once: 2 or more, as Lambda has it. */
  readonly maxConcurrency: number;
  /** Whether there can be messages: to look for them costs a call every four seconds. They can where nothing is said. */
  readonly isUsed?: boolean;
  /** Who is hurt by a message that could not be worked off, and what to do; null where there never is one. */
  readonly deadLetterAlarm: Words | null;
}

/** A queue with the one function that works it off, its dead letters, and an alarm on those. */
export class WorkQueue extends Queue {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    const { worker, maxBatchingWindow = Duration.seconds(0) } = props;
    const deadLetters = new DeadLetterQueue(scope, `${id}DeadLetters`, props.deadLetterAlarm);
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout and the batching window: what Lambda's guide asks for, so that
      // no message comes back while an invocation, throttled attempts included, may still have it.
      visibilityTimeout: Duration.seconds(6 * worker.timeout.toSeconds()).plus(maxBatchingWindow),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    this.deadLetters = deadLetters;
    this.feed(worker, props);
  }

  /** Connects the worker with the three rights that polling takes; the CDK's `SqsEventSource` gives five. */
  private feed(worker: NewsFunction, props: WorkQueueProps): void {
    const { batchSize, maxBatchingWindow, maxConcurrency, isUsed = true } = props;
    worker.may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queueArn);
    worker.addEventSourceMapping('EventSource', {
      eventSourceArn: this.queueArn,
      batchSize,
      ...(maxBatchingWindow && { maxBatchingWindow }),
      maxConcurrency,
      reportBatchItemFailures: true,
      enabled: isUsed,
    });
  }
}
