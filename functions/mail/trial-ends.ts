import type { Address } from '../readers/address';
import { button, paragraph } from './blocks';
import { writeLetter } from './letter';
import type { Mail } from './mail';

/** What a mail says to somebody whose trial is about to end. */
export interface TrialEnds {
  to: Address;
  /** the day, as people write it */
  endsOn: string;
  /** what is charged then, as people write it, such as `€5.00`; null where nobody knows */
  amount: string | null;
  /** absolute URL, http or https */
  accountUrl: string;
  /** host name of this Newsreel */
  service: string;
}

/** The mail that says what happens when a trial ends, and how it doesn't. */
export function trialEndsMail({ to, endsOn, amount, accountUrl, service }: TrialEnds): Mail {
  const charged = `Then your subscription begins, and ${amount ?? 'its price'} is charged.`;
  return writeLetter({
    kind: 'trial-ends',
    to,
    subject: `Your trial ends on ${endsOn}`,
    preheader: charged,
    content: [
      paragraph(`Your trial at ${service} ends on ${endsOn}. ${charged}`),
      paragraph('If you would like to stay, there is nothing to do.'),
      paragraph(
        'If not, cancel in your account before that day, and nothing is charged. There is no password: sign in with this address.',
      ),
      button('Open your account', accountUrl),
    ],
    footer: [paragraph(`Sent by Newsreel at ${service} because you began a trial there.`)],
  });
}
