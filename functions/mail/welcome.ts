import type { Address } from '../readers/address';
import { button, paragraph } from './blocks';
import { writeLetter } from './letter';
import type { Mail } from './mail';

/** What a mail says to somebody whose subscription has just begun. */
export interface Welcome {
  to: Address;
  /** a sentence of what they have, such as `Your subscription is paid until 22 December 2026 and renews itself.` */
  reason: string;
  /** absolute URL, http or https */
  accountUrl: string;
  /** host name of this Newsreel */
  service: string;
}

/** The mail that says what a subscription brings, and where it ends. */
export const welcomeMail = ({ to, reason, accountUrl, service }: Welcome): Mail =>
  writeLetter({
    kind: 'welcome',
    to,
    subject: `Welcome to ${service}`,
    preheader: reason,
    content: [
      paragraph(`Thank you for subscribing. ${reason}`),
      paragraph(
        'From now on the news can come to you: as a digest by mail, every day or once a week, of the sources, categories and words that you choose.',
      ),
      paragraph('And you can take it along: any search is yours as a JSON, NDJSON or CSV file.'),
      paragraph('Sign in with this address; there is no password, a link comes by mail.'),
      button('Open your account', accountUrl),
      paragraph('You can cancel there whenever you like.'),
    ],
    footer: [paragraph(`Sent by Newsreel at ${service} because you pay for a subscription there.`)],
  });
