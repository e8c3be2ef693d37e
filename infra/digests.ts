import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { StalledAlarm } from './alarms/stalled-alarm';
import type { Api } from './api';
import type { Mail } from './mail';
import { NewsFunction } from './news-function';
import type { MembershipSettings } from './settings/membership';
import type { NewsTable } from './table';
import { WorkQueue } from './work-queue';

/** How often we look for digests that are due: some time zones are off by a quarter of an hour. */
const LOOK = Duration.minutes(15);

/**
 * Invocations at once: the fewest that an event source takes. SES's pace is what bounds digests, and one worker alone
 * keeps up with it. With those of fetching they are six of the ten that a new account has for all of its functions;
 * the other four do for readers, whose requests take some tens of milliseconds.
 */
const DIGEST_CONCURRENCY = 2;

/** What only reads and writes the table. */
const TIMEOUT = Duration.seconds(10);

/** What may ask Stripe, or plans digests for ten thousand: as long as API Gateway waits. */
const WORLD_TIMEOUT = Duration.seconds(29);

export interface DigestsProps {
  readonly table: NewsTable;
  readonly api: Api;
  readonly mail: Mail;
  readonly membership: MembershipSettings;
}

/** News by mail: asked for, sent at each reader's hour, and ended by a link. */
export class Digests extends Construct {
  /** Readers whose digest is due. */
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DigestsProps) {
    super(scope, id);
    this.queue = this.sending(props);
    this.planning(props, this.queue);
    this.asking(props);
    this.ending(props);
  }

  /** Messages of readers in, mails out. */
  private sending({ table, api, mail, membership }: DigestsProps): WorkQueue {
    const worker = new NewsFunction(this, 'Digests', {
      entry: 'functions/digests/handler.ts',
      description: 'Makes and sends digests',
      memorySize: 1024, // Reading news and writing mails is CPU, though SES's pace is slower.
      timeout: Duration.minutes(3), // A message is of 20 readers, and in SES's sandbox a mail takes a second or more.
      environment: { NEWSREEL_DIGEST_WORKERS: String(DIGEST_CONCURRENCY) },
    })
      .usesTable(table, 'GetItem', 'Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .knowsMembership(membership)
      .knowsOwnUrl(api)
      .sendsMail(mail)
      .knowsSendingRate(mail);

    return new WorkQueue(this, 'DigestQueue', {
      worker,
      batchSize: 1, // A message is of many readers already: more would only share its time.
      maxConcurrency: DIGEST_CONCURRENCY,
      isUsed: mail.isSetUp,
      deadLetterAlarm: mail.isSetUp
        ? {
            name: 'digest-dead-letters',
            description:
              'Readers miss the digest of their day or week. Read the errors in the log group of the digests function, mend the cause, then redrive the dead letter queue to the digest queue: what was sent, or may have been, is not sent again, however often its message comes.',
          }
        : null,
    });
  }

  /** What is due, by the clock or because the admin asks. */
  private planning({ table, api, mail }: DigestsProps, queue: WorkQueue): void {
    const schedule = new NewsFunction(this, 'ScheduleDigests', {
      entry: 'functions/schedule-digests/handler.ts',
      description: 'Sends for the digests that are due',
      memorySize: 512, // Looks at each reader's hour, in their time zone.
      timeout: Duration.minutes(1),
      // A look that could not be made is worth nothing once the next is there.
      maxEventAge: LOOK,
    })
      .usesTable(table, 'Query')
      .knowsMail(mail)
      .sendsTo(queue, 'DIGEST_QUEUE_URL');
    new Rule(this, 'Rule', {
      description: 'Looks for digests that are due',
      schedule: Schedule.cron({ minute: `0/${LOOK.toMinutes()}` }),
      targets: [new LambdaFunction(schedule, { maxEventAge: LOOK })],
    });
    if (mail.isSetUp) this.alarmOnStandstill(schedule);

    const send = new NewsFunction(this, 'SendDigests', {
      entry: 'functions/send-digests/handler.ts',
      description: 'Sends for digests when the admin asks',
      memorySize: 512, // As `schedule-digests`.
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'Query')
      .knowsMail(mail)
      .sendsTo(queue, 'DIGEST_QUEUE_URL')
      .usesTokens(table);
    api.post('/digests', send);
  }

  private alarmOnStandstill(schedule: NewsFunction): void {
    new StalledAlarm(this, 'StalledAlarm', {
      name: 'no-digests',
      description:
        'Readers get no digests: for an hour nothing looked well for those that are due. Read the errors in the log group of the schedule-digests function; if it has none, see that the EventBridge rule is enabled and that Lambda does not throttle. Digests of a day or week that is not over are made good by themselves.',
      worker: schedule,
      period: LOOK,
      periods: 4,
    });
  }

  /** Which digest a member wants. */
  private asking({ table, api, mail, membership }: DigestsProps): void {
    const set = new NewsFunction(this, 'SetDigest', {
      entry: 'functions/set-digest/handler.ts',
      description: 'Sets which digest a member wants',
      memorySize: 512,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'GetItem', 'Query', 'UpdateItem', 'DeleteItem')
      .knowsMail(mail)
      .usesTokens(table)
      .usesStripe(membership);
    api.put('/me/digest', set);
    // Forms know no PUT.
    api.post('/account/digest', set);
  }

  /** The way out: a page that asks, and what its button and mail programs send. */
  private ending({ table, api }: DigestsProps): void {
    const page = new NewsFunction(this, 'UnsubscribePage', {
      entry: 'functions/unsubscribe-page/handler.ts',
      description: 'Shows the button behind the link that ends a digest, and changes nothing',
      memorySize: 256, // One small read.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem');
    const unsubscribe = new NewsFunction(this, 'Unsubscribe', {
      entry: 'functions/unsubscribe/handler.ts',
      description: 'Ends a digest for whoever has its link',
      memorySize: 256, // A small read and a small write.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem', 'UpdateItem');
    api.get('/unsubscribe', page);
    api.post('/unsubscribe', unsubscribe);
  }
}
