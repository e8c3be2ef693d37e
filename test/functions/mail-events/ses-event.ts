/** A tag's value as we send it: a reader's id and a mail's. */
export const READER = `${'r'.repeat(26)}-`;
export const MAIL = `${'m'.repeat(21)}_`;
export const TAG = `${READER}_${MAIL}`;

/**
 * An event of SES's as EventBridge brings it, with what is documented and a little that is not looked at.
 * @param about the part that belongs to its kind alone
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export function sesEvent(eventType: string, about: Record<string, unknown> = {}, tag: string | null = TAG) {
  return {
    version: '0',
    id: '12345678-1234-1234-1234-123456789012',
    'detail-type': `Email ${eventType}`,
    source: 'aws.ses',
    account: '123456789012',
    time: '2026-11-23T10:00:09Z',
    region: 'eu-west-1',
    resources: ['arn:aws:ses:eu-west-1:123456789012:configuration-set/newsreel'],
    detail: {
      eventType,
      mail: {
        timestamp: '2026-11-23T10:00:00.000Z',
        source: 'news@example.com',
        messageId: '0102-abc',
        destination: ['ada@example.org'],
        headersTruncated: false,
        headers: [{ name: 'To', value: 'ada@example.org' }],
        tags: {
          'ses:configuration-set': ['newsreel'],
          ...(tag !== null && { 'newsreel-mail': [tag] }),
        },
      },
      ...about,
    },
  };
}

export const delayed = (timestamp: string) =>
  sesEvent('DeliveryDelay', {
    deliveryDelay: { timestamp, delayType: 'MailboxFull', expirationTime: '2026-11-24T00:00:00.000Z' },
  });
export const delivered = (timestamp: string) =>
  sesEvent('Delivery', { delivery: { timestamp, recipients: ['ada@example.org'], smtpResponse: '250 ok' } });
export const rejected = () => sesEvent('Reject', { reject: { reason: 'Bad content' } });
export const bounced = (timestamp: string, bounceType = 'Permanent', bounceSubType = 'General') =>
  sesEvent('Bounce', {
    bounce: {
      timestamp,
      bounceType,
      bounceSubType,
      feedbackId: 'f',
      bouncedRecipients: [{ emailAddress: 'ada@example.org', status: '5.1.1' }],
    },
  });
export const complained = (timestamp: string, complaintFeedbackType: string | null = 'abuse') =>
  sesEvent('Complaint', {
    complaint: {
      timestamp,
      complaintFeedbackType,
      complaintSubType: null,
      complainedRecipients: [{ emailAddress: 'ada@example.org' }],
    },
  });
