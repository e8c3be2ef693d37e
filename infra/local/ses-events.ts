import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from 'aws-lambda';
import type { KeptMail } from './mailbox';

/** An event of SES's, as EventBridge brings it. */
export type SesEvent = EventBridgeEvent<
  string,
  { eventType: string; mail: object } & Record<string, unknown>
>;

/** What SES says of a mail: which kind of event, and what belongs to that kind alone. */
interface Saying {
  detailType: string;
  eventType: string;
  about: (recipient: string, timestamp: string) => Record<string, unknown>;
}

const DELIVERED: Saying = {
  detailType: 'Email Delivered',
  eventType: 'Delivery',
  about: (recipient, timestamp) => ({
    delivery: { timestamp, recipients: [recipient], processingTimeMillis: 0, smtpResponse: '250 2.0.0 OK' },
  }),
};

const COMPLAINED: Saying = {
  detailType: 'Email Complaint Received',
  eventType: 'Complaint',
  about: (emailAddress, timestamp) => ({
    complaint: {
      timestamp,
      complainedRecipients: [{ emailAddress }],
      complaintSubType: null,
      complaintFeedbackType: 'abuse',
      feedbackId: randomUUID(),
    },
  }),
};

const bounced = (bounceType: string, bounceSubType: string): Saying => ({
  detailType: 'Email Bounced',
  eventType: 'Bounce',
  about: (emailAddress, timestamp) => ({
    bounce: {
      timestamp,
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress }],
      feedbackId: randomUUID(),
    },
  }),
});

/** SES's mailbox simulator: what happens to mail to an address of it, by the part before the @ and a label. */
const SIMULATED = new Map<string, Saying[]>([
  ['bounce', [bounced('Permanent', 'General')]],
  ['suppressionlist', [bounced('Permanent', 'OnAccountSuppressionList')]],
  // Its mailbox takes the mail, and answers that nobody is there.
  ['ooto', [DELIVERED, bounced('Transient', 'General')]],
  ['complaint', [DELIVERED, COMPLAINED]],
]);
const SIMULATOR = /^([^@+]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/**
 * What SES would say of a mail, in order: that it was delivered, or to an address of its mailbox simulator, what that
 * stands for.
 * @param now when it says so
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html
 */
export function sesEventsOf(mail: KeptMail, now: Date): SesEvent[] {
  const [, simulated = ''] = SIMULATOR.exec(mail.destination) ?? [];
  const sayings = SIMULATED.get(simulated.toLowerCase()) ?? [DELIVERED];
  return sayings.map((saying, index) => toEvent(saying, mail, new Date(now.getTime() + index)));
}

function toEvent({ detailType, eventType, about }: Saying, mail: KeptMail, at: Date): SesEvent {
  const { messageId, sentAt, source, destination, tags } = mail;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account: '000000000000',
    time: `${at.toISOString().slice(0, 19)}Z`,
    region: process.env['AWS_REGION'] ?? '',
    resources: [],
    detail: {
      eventType,
      mail: {
        timestamp: sentAt,
        messageId,
        source,
        destination: [destination],
        tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
      ...about(destination, at.toISOString()),
    },
  };
}
