import * as z from 'zod/mini';
import type { MailOutcome, Posting } from '../mail/ledger';
import { MAIL_TAG, postingOf } from '../mail/tag';
import type { MailStanding } from '../readers/reader';

/** What SES says of a mail that it had. */
export interface MailEvent {
  /** which mail it is about; null where its tag is none of ours */
  posting: Posting | null;
  outcome: MailOutcome;
  /** ISO 8601: when it happened */
  at: string;
  /** how mail to its reader fares from now on, where this says so */
  standing: Exclude<MailStanding, 'ok'> | null;
}

/** An event that is not as SES writes it. */
export class MalformedMailEventError extends Error {
  override name = 'MalformedMailEventError';
}

const moment = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
  z.transform((text) => new Date(text).toISOString()),
);
const mail = z.object({ tags: z._default(z.record(z.string(), z.array(z.string())), {}) });
const happened = z.object({ timestamp: moment });

const kindShape = z.object({ detail: z.object({ eventType: z.string() }) });
const shape = z.object({
  time: moment,
  detail: z.discriminatedUnion('eventType', [
    z.object({ eventType: z.literal('DeliveryDelay'), mail, deliveryDelay: happened }),
    z.object({ eventType: z.literal('Delivery'), mail, delivery: happened }),
    z.object({ eventType: z.literal('Reject'), mail }),
    z.object({
      eventType: z.literal('Bounce'),
      mail,
      bounce: z.object({ timestamp: moment, bounceType: z.string() }),
    }),
    z.object({
      eventType: z.literal('Complaint'),
      mail,
      complaint: z.object({
        timestamp: moment,
        complaintFeedbackType: z.optional(z.nullable(z.string())),
      }),
    }),
  ]),
});
const KINDS = ['DeliveryDelay', 'Delivery', 'Reject', 'Bounce', 'Complaint'];

/**
 * Reads an event of SES's, as EventBridge brings it.
 * @returns null for what says nothing of what became of a mail
 * @throws MalformedMailEventError
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function parseMailEvent(event: unknown): MailEvent | null {
  const { eventType } = parse(kindShape, event).detail;
  if (!KINDS.includes(eventType)) return null;
  const { time, detail } = parse(shape, event);
  const posting = postingOf(detail.mail.tags[MAIL_TAG]?.[0] ?? '');
  switch (detail.eventType) {
    case 'DeliveryDelay':
      return { posting, outcome: 'delayed', at: detail.deliveryDelay.timestamp, standing: null };
    case 'Delivery':
      return { posting, outcome: 'delivered', at: detail.delivery.timestamp, standing: null };
    case 'Reject':
      return { posting, outcome: 'rejected', at: time, standing: null };
    case 'Bounce': {
      // Any other bounce, such as of a full mailbox, is of this mail alone.
      const standing = detail.bounce.bounceType === 'Permanent' ? 'bounced' : null;
      return { posting, outcome: 'bounced', at: detail.bounce.timestamp, standing };
    }
    case 'Complaint':
      // Somebody took a mail out of their spam.
      if (detail.complaint.complaintFeedbackType === 'not-spam') return null;
      return { posting, outcome: 'complained', at: detail.complaint.timestamp, standing: 'complained' };
  }
}

function parse<T extends z.ZodMiniType>(shape: T, event: unknown): z.infer<T> {
  const result = z.safeParse(shape, event);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new MalformedMailEventError(`The event is not as SES writes one: ${faults.join('; ')}.`);
}
