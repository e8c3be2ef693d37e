import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { NewsAlarm } from './alarms/news-alarm';
import { StalledAlarm } from './alarms/stalled-alarm';
import type { Api } from './api';
import { ownMetric } from './metric';
import { NewsFunction } from './news-function';
import type { NewsTable } from './table';
import { WorkQueue } from './work-queue';

/** How often we look for sources that are due; each is asked at its own pace. */
const CYCLE = Duration.minutes(30);

/** A rule of the clock is called some seconds after its minute begins, never the same. */
const CLOCK_TOLERANCE = Duration.minutes(2);

/**
 * Invocations at once: the fewest that an event source takes. A new account has ten for all of its functions, and
 * readers need theirs: with those of `fetch` and of the digests (see there) these are six, where the settings do not
 * say otherwise. For the same reason they bound the event sources and nothing is reserved, which such an account
 * refuses.
 */
const INDEX_CONCURRENCY = 2;

/**
 * Mostly for writing: a partition of the table takes 1,000 writes a second, and a batch of 20,000 articles has
 * 40,000 terms. No longer than that needs with room, as a message that failed is hidden for six times this.
 */
const WORK_TIMEOUT = Duration.minutes(3);

/** What starts a cycle, by the clock or when asked: it reads the sources and writes the cycle's items. */
const CYCLE_START_ACTIONS = ['Query', 'PutItem', 'BatchWriteItem'] as const;

export interface FetchingProps {
  readonly table: NewsTable;
  readonly api: Api;
  /** How long an article is kept, in days; 0 is for ever. */
  readonly retentionDays: number;
  /** How many functions ask sources at once. */
  readonly fetchConcurrency: number;
}

/** From the clock to articles that can be found: rule, `schedule`, queue, `fetch`, queue, `index`. */
export class Fetching extends Construct {
  /** The work of `fetch`: sources to ask, removed ones to clear away. */
  readonly queue: WorkQueue;
  /** The words of what was fetched. */
  readonly indexQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: FetchingProps) {
    super(scope, id);
    const { table, api } = props;
    this.indexQueue = this.indexing(table);
    this.queue = this.fetching(props, this.indexQueue);
    this.scheduling(table, this.queue);
    this.triggering(table, this.queue, api);
  }

  /** Articles in, posting blocks out. */
  private indexing(table: NewsTable): WorkQueue {
    const index = new NewsFunction(this, 'Index', {
      entry: 'functions/index/handler.ts',
      description: 'Makes fetched articles searchable',
      memorySize: 1769, // One core: cutting words is CPU, and a batch of 20,000 articles has 600,000 postings.
      timeout: WORK_TIMEOUT,
    }).usesTable(table, 'BatchWriteItem', 'PutItem');

    return new WorkQueue(this, 'IndexQueue', {
      worker: index,
      // The more articles in one batch, the fewer posting blocks are written. The 6 MB of an invocation's
      // payload may end a batch before this number does.
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(60),
      maxConcurrency: INDEX_CONCURRENCY,
      deadLetterAlarm: {
        name: 'index-dead-letters',
        description:
          'Readers cannot find some articles by search, source or category, though they are listed, and their cycle does not finish. Read the errors in the log group of the index function, mend the cause, then redrive the dead letter queue to the index queue: a message may be worked off any number of times.',
      },
    });
  }

  /** Messages of sources in, articles into the table, what is to be indexed onto the next queue. */
  private fetching(
    { table, retentionDays, fetchConcurrency }: FetchingProps,
    indexQueue: WorkQueue,
  ): WorkQueue {
    const fetch = new NewsFunction(this, 'Fetch', {
      entry: 'functions/fetch/handler.ts',
      description: 'Asks sources for their feeds and keeps the articles; deletes those of removed sources',
      memorySize: 1769, // One core: parsing and sanitising are CPU, and feeds of 16 MB are held whole.
      timeout: WORK_TIMEOUT,
      environment: { NEWSREEL_RETENTION_DAYS: String(retentionDays) },
      // A message of one host's sources is followed by the next, and a removal by its rest; each time there is less.
      isRecursive: true,
    })
      .usesTable(table, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'Query')
      .usesSourceSecrets()
      .sendsTo(indexQueue, 'INDEX_QUEUE_URL');

    const queue = new WorkQueue(this, 'FetchQueue', {
      worker: fetch,
      batchSize: 1, // A message is a whole group of sources already: more would only share its time.
      maxConcurrency: fetchConcurrency,
      deadLetterAlarm: {
        name: 'fetch-dead-letters',
        description:
          'Readers miss the new articles of some sources, and their cycle does not finish. A source that fails is no dead letter: this is the fetch function itself. Read the errors in its log group and mend the cause; the sources are asked again in their next cycle, so the dead letters can be purged, but for those with `remove`: redrive these, or articles of removed sources stay, hidden, until their time is over.',
      },
    });
    // What follows a message, of the same host or of a removal that takes long, is sent by its worker.
    fetch.sendsTo(queue, 'FETCH_QUEUE_URL');
    return queue;
  }

  /** The clock. */
  private scheduling(table: NewsTable, fetchQueue: WorkQueue): void {
    const schedule = new NewsFunction(this, 'Schedule', {
      entry: 'functions/schedule/handler.ts',
      description: 'Starts a cycle of all sources that are due',
      memorySize: 512, // Waits for the table and the queue most of the time.
      timeout: Duration.minutes(1),
      // A start that could not be made is worth nothing once the next is there.
      maxEventAge: CYCLE,
    })
      .usesTable(table, ...CYCLE_START_ACTIONS, 'DeleteItem')
      .sendsTo(fetchQueue, 'FETCH_QUEUE_URL');

    new Rule(this, 'Rule', {
      description: 'Looks for sources that are due',
      schedule: Schedule.cron({ minute: `0/${CYCLE.toMinutes()}` }),
      targets: [new LambdaFunction(schedule, { maxEventAge: CYCLE })],
    });
    new StalledAlarm(this, 'StalledAlarm', {
      name: 'no-cycle',
      description:
        'Readers see no new articles: no cycle has started well for 90 minutes. Read the errors in the log group of the schedule function; if it has none, see that the EventBridge rule is enabled and that Lambda does not throttle.',
      worker: schedule,
      period: CYCLE,
      periods: 3,
    });
    new NewsAlarm(this, 'SlowAlarm', {
      name: 'slow-cycle',
      description:
        'Readers see new articles late: for 90 minutes no cycle was done when the next one began. Look at the age of what waits in the fetch and index queues, and for errors and timeouts in the log groups of the fetch and index functions; where there are none there are more sources than functions to ask them: raise `fetchConcurrency`.',
      // The shortest: a cycle that lost a message is measured again each time, and must not drown the others.
      metric: ownMetric('CycleLength', { statistic: Stats.MINIMUM, period: CYCLE }),
      threshold: CYCLE.toSeconds() - CLOCK_TOLERANCE.toSeconds(),
      evaluationPeriods: 3,
    });
  }

  /** A cycle when the admin asks, and how far it has come. */
  private triggering(table: NewsTable, fetchQueue: WorkQueue, api: Api): void {
    const trigger = new NewsFunction(this, 'Trigger', {
      entry: 'functions/trigger/handler.ts',
      description: 'Starts a cycle when the admin asks',
      memorySize: 512, // As `schedule`.
      timeout: Duration.seconds(29), // The API gives up after 30 s.
    })
      .usesTable(table, ...CYCLE_START_ACTIONS)
      .sendsTo(fetchQueue, 'FETCH_QUEUE_URL')
      .usesTokens(table);

    const cycles = new NewsFunction(this, 'Cycles', {
      entry: 'functions/cycles/handler.ts',
      description: 'Says how far a cycle has come',
      memorySize: 512, // One Query; less would only slow the cold start.
      timeout: Duration.seconds(10),
    })
      .usesTable(table, 'Query')
      .usesTokens(table);

    api.post('/fetch', trigger);
    api.get('/cycles/{id}', cycles);
  }
}
