import type { Address } from '../readers/address';
import { button, paragraph } from './blocks';
import { writeLetter } from './letter';
import type { Mail } from './mail';

/** What a mail says to somebody whose subscription is over. */
export interface SubscriptionEnded {
  to: Address;
  /** the day, as people write it */
  endedOn: string;
  /** absolute URL, http or https */
  accountUrl: string;
  /** host name of this Newsreel */
  service: string;
}

/** The mail that says that a subscription is over, and what that means. */
export const subscriptionEndedMail = ({ to, endedOn, accountUrl, service }: SubscriptionEnded): Mail =>
  writeLetter({
    kind: 'subscription-ended',
    to,
    subject: 'Your subscription has ended',
    preheader: `It ended on ${endedOn}. Nothing more is charged for it.`,
    content: [
      paragraph(`Your subscription at ${service} ended on ${endedOn}. Nothing more is charged for it.`),
      paragraph(
        'Digests and files of a search are for members, so they end with it, unless a pass of yours goes on. All the rest stays open to you: the articles, the search and the feeds.',
      ),
      paragraph('Thank you for having been with us. Should you like to come back, it is here:'),
      button('Open your account', accountUrl),
    ],
    footer: [paragraph(`Sent by Newsreel at ${service} because you paid for a subscription there.`)],
  });
