import type { Address } from '../readers/address';
import { button, link, paragraph } from './blocks';
import { writeLetter } from './letter';
import type { Mail } from './mail';

/** What a mail says to somebody whose payment for their subscription did not go through. */
export interface PaymentFailed {
  to: Address;
  /** as people write it, such as `€5.00`; null where nobody knows */
  amount: string | null;
  /** where it is mended; absolute, http or https */
  payUrl: string;
  /** the day until which they have what they had, as people write it; null where nobody knows */
  accessUntil: string | null;
  /** the day on which it is tried again by itself, as people write it; null where nobody knows */
  nextAttempt: string | null;
  /** absolute URL, http or https */
  accountUrl: string;
  /** host name of this Newsreel */
  service: string;
}

/** The mail that says that a payment failed, and where it is mended. */
export function paymentFailedMail(failed: PaymentFailed): Mail {
  const { to, amount, payUrl, accessUntil, nextAttempt, accountUrl, service } = failed;
  const payment = amount === null ? 'The payment' : `The payment of ${amount}`;
  const stays =
    accessUntil === null
      ? 'Nothing of yours is lost.'
      : `Until ${accessUntil} you keep what you have as a member.`;
  return writeLetter({
    kind: 'payment-failed',
    to,
    subject: 'Your payment did not go through',
    preheader: amount === null ? stays : `${amount} for ${service}. ${stays}`,
    content: [
      paragraph(
        `${payment} for your subscription at ${service} did not go through. That happens: a card has run out, or its bank wants to hear from you.`,
      ),
      paragraph(`${stays} You can pay here, in another way if you like:`),
      button('Complete the payment', payUrl),
      ...(nextAttempt === null
        ? []
        : [paragraph(`If you do nothing, it is tried again on ${nextAttempt}, in the same way.`)]),
      paragraph('Would you rather change how you pay for good, or cancel? Both are in your account:'),
      link('Open your account', accountUrl),
    ],
    footer: [paragraph(`Sent by Newsreel at ${service} because you pay for a subscription there.`)],
  });
}
