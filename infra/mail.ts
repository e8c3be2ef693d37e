import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { MAIL_TAG } from '../functions/mail/tag';
import { NewsAlarm, type Words } from './alarms/news-alarm';
import { StalledAlarm } from './alarms/stalled-alarm';
import type { Api } from './api';
import { DeadLetterQueue } from './dead-letter-queue';
import { ownMetric } from './metric';
import { NewsFunction, type Sending } from './news-function';
import type { MailSettings } from './settings/mail';
import type { NewsTable } from './table';

/**
 * Shares of the mails of late. SES puts an account under review at 5 % bounces or 0.1 % complaints: these leave time
 * to do something.
 * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
 */
const BOUNCE_RATE = 0.04;
const COMPLAINT_RATE = 0.0008;

/** The share of the mails of late that bounced or that somebody called spam; none where nothing is sent. */
export const reputation = (set: ConfigurationSet, kind: 'Bounce' | 'Complaint'): Metric =>
  new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${kind}Rate`,
    dimensionsMap: { 'ses:configuration-set': set.configurationSetName },
    statistic: Stats.MAXIMUM,
    period: Duration.hours(1),
  });

export interface MailProps {
  readonly table: NewsTable;
  readonly api: Api;
  readonly settings: MailSettings;
}

/** What mail is sent with, and how what became of it comes back. Without a sender nothing is sent, and all else works. */
export class Mail extends Construct implements Sending {
  readonly from: string;
  readonly address: string | null;
  readonly configurationSet: ConfigurationSet | null;
  readonly sendingArns: readonly string[];
  /** whether there is a sender */
  readonly isSetUp: boolean;

  constructor(scope: Construct, id: string, { table, api, settings }: MailProps) {
    super(scope, id);
    const { domain, sender } = settings;
    this.from = sender?.written ?? '';
    this.configurationSet = sender && this.makeConfigurationSet();
    if (domain !== null) this.identify(domain);
    this.address = sender?.address ?? null;
    this.isSetUp = sender !== null;
    this.sendingArns =
      this.configurationSet === null
        ? []
        : [
            // In SES's sandbox the address that a mail goes to counts as well; whom it is from is a condition.
            this.sesArn('identity', '*'),
            this.sesArn('configuration-set', this.configurationSet.configurationSetName),
          ];
    this.hearing(table);
    this.sweeping(table);
    this.telling(table, api);
  }

  /** How mails are sent, and what is told of them. */
  private makeConfigurationSet(): ConfigurationSet {
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      // Newsreel itself keeps digests from addresses that bounced or complained. SES would keep every mail from
      // them, those that sign in and those about money too, and for as long as nobody took them off its list.
      disableSuppressionList: true,
      // Encrypted wherever the other side can. To require it would lock out whose server can't, without a word:
      // the link that signs in would never come.
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    });
    set.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
      ],
    });
    this.alarmOnRate(set, 'Bounce', {
      threshold: BOUNCE_RATE,
      name: 'bounces',
      description:
        'Readers will soon get no mail at all, not even to sign in: of the mails of late 4 % bounced; SES puts an account under review at 5 % and may end its sending at 10 %. Look whether somebody makes many addresses up at POST /sign-in or /checkout; digests already end at the first bounce. If it goes on, stop what sends before SES does.',
    });
    this.alarmOnRate(set, 'Complaint', {
      threshold: COMPLAINT_RATE,
      name: 'complaints',
      description:
        'Readers call our mails spam, and all will soon get none, not even to sign in: complaints came of 0.08 % of the mails of late; SES puts an account under review at 0.1 % and may end its sending at 0.5 %. Look what was sent last and to whom; whoever complained gets no digest any more. See that the unsubscribe link in a digest works.',
    });
    return set;
  }

  private alarmOnRate(
    set: ConfigurationSet,
    kind: 'Bounce' | 'Complaint',
    props: Words & { threshold: number },
  ): void {
    new NewsAlarm(this, `${kind}RateAlarm`, { ...props, metric: reputation(set, kind) });
  }

  /** Makes the domain one that SES sends for, once its records are in DNS, which the outputs list. */
  private identify(domain: string): void {
    const mailFrom = `mail.${domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: mailFrom,
      // Mail goes out before this record is there, or when it is lost.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      this.output(
        `MailDkim${index + 1}`,
        `${name} CNAME ${value}`,
        `DNS record ${index + 1} of the 3 by which SES verifies ${domain} and signs its mails (DKIM): nothing is sent before they are there`,
      );
    }
    this.output(
      'MailFromMx',
      `${mailFrom} MX 10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
      'DNS record by which bounces find SES (MAIL FROM)',
    );
    this.output(
      'MailFromSpf',
      `${mailFrom} TXT "v=spf1 include:amazonses.com ~all"`,
      'DNS record that lets SES send for MAIL FROM (SPF)',
    );
    this.output(
      'MailDmarc',
      `_dmarc.${domain} TXT "v=DMARC1; p=none; rua=mailto:dmarc@${domain}"`,
      'DNS record that large providers ask of who sends digests (DMARC), if there is none yet; rua is any mailbox of yours. Once its reports show only mail of your own, move p to quarantine, then to reject',
    );
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(Stack.of(this), id, { value, description });
  }

  /** How what became of a mail comes back; there without mail too, which then says nothing. */
  private hearing(table: NewsTable): void {
    const deadLetters = new DeadLetterQueue(
      this,
      'MailEventsDeadLetters',
      this.isSetUp
        ? {
            name: 'mail-event-dead-letters',
            description:
              'Readers who complained, or whose address is dead, may get digests until the next mail says so again: events of SES could not be worked off in three tries, or not be handed to the function for hours. Read the errors in the log group of the mail-events function, and see whether Lambda throttles. Each dead letter is an event: invoke the mail-events function with it by hand, any number of times.',
          }
        : null,
    );
    const events = new NewsFunction(this, 'MailEvents', {
      entry: 'functions/mail-events/handler.ts',
      description: 'Hears from SES what became of a mail, and writes it down',
      memorySize: 256, // One or two small writes.
      timeout: Duration.seconds(30),
      deadLetterQueue: deadLetters,
    }).usesTable(table, 'UpdateItem');
    new Rule(this, 'MailEventsRule', {
      description: 'What SES says of the mails that this service sent',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { [MAIL_TAG]: Match.exists() } } },
      },
      targets: [new LambdaFunction(events, { deadLetterQueue: deadLetters })],
    });
  }

  /** What is looked into where nobody knows how sending ended. */
  private sweeping(table: NewsTable): void {
    const hourly = Duration.hours(1);
    const sweep = new NewsFunction(this, 'SweepMails', {
      entry: 'functions/sweep-mails/handler.ts',
      description: 'Looks into mails of which nobody knows whether they were sent',
      memorySize: 256, // Waits for the table.
      timeout: Duration.minutes(5),
      maxEventAge: hourly,
    }).usesTable(table, 'Query', 'GetItem', 'UpdateItem', 'DeleteItem');
    new Rule(this, 'SweepRule', {
      description: 'Looks into mails of which nobody knows whether they were sent',
      schedule: Schedule.cron({ minute: '7' }),
      targets: [new LambdaFunction(sweep, { maxEventAge: hourly })],
    });
    if (!this.isSetUp) return;
    new StalledAlarm(this, 'SweepStalledAlarm', {
      name: 'no-sweep',
      description:
        'Readers may miss mails, and nobody is told: for two hours nothing looked well into those whose sending broke off. Read the errors in the log group of the sweep-mails function; if it has none, see that the EventBridge rule is enabled and that Lambda does not throttle.',
      worker: sweep,
      period: hourly,
      periods: 2,
    });
    new NewsAlarm(this, 'UncertainMailsAlarm', {
      name: 'uncertain-mails',
      description:
        'Readers may have missed a mail, or may not: nobody knows whether SES took it, and it is not sent again, which could send it twice. Read in the log group of the sweep-mails function which it is, by its reader and its kind, and look for timeouts and errors of SES in that of the function that sent it. A digest comes again by itself the next day or week; what a payment mail said stands at GET /me.',
      metric: ownMetric('MailsUncertain', { statistic: Stats.MAXIMUM, period: hourly }),
      threshold: 1,
    });
  }

  /** What a reader sees of the mails that they were sent. */
  private telling(table: NewsTable, api: Api): void {
    const mails = new NewsFunction(this, 'MyMails', {
      entry: 'functions/my-mails/handler.ts',
      description: 'Says what was sent to a reader and what became of it',
      memorySize: 512, // One Query; less would only slow the cold start.
      timeout: Duration.seconds(10),
    })
      .usesTable(table, 'Query')
      .usesTokens(table);
    api.get('/me/mails', mails);
  }

  private sesArn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
  }
}
