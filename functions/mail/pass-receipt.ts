import type { Address } from '../readers/address';
import { button, facts, paragraph } from './blocks';
import { writeLetter } from './letter';
import type { Mail } from './mail';

/** What the receipt of a pass says. */
export interface PassReceipt {
  to: Address;
  /** as people write it, such as `€20.00`; null where nobody knows */
  amount: string | null;
  /** how long the pass lasts */
  days: number;
  /** the day, as people write it */
  paidOn: string;
  /** the day, as people write it; null where nobody knows */
  lastsUntil: string | null;
  /** Stripe's id of the payment, such as `pi_…` */
  payment: string;
  /** absolute URL, http or https */
  accountUrl: string;
  /** host name of this Newsreel */
  service: string;
}

/** The mail that says that a pass is paid. */
export function passReceiptMail(receipt: PassReceipt): Mail {
  const { to, days, accountUrl, service } = receipt;
  const pass = `pass for ${days === 1 ? '1 day' : `${days} days`}`;
  return writeLetter({
    kind: 'pass-receipt',
    to,
    subject: `Receipt for your ${pass}`,
    preheader: 'It is paid, and yours from now on.',
    content: [
      paragraph(`Thank you: your ${pass} at ${service} is paid.`),
      facts(factsOf(receipt, pass)),
      paragraph(
        'While it lasts you have mail digests and files of any search. It ends by itself; nothing more is charged.',
      ),
      button('Open your account', accountUrl),
    ],
    footer: [paragraph(`Sent by Newsreel at ${service} because you paid for a pass there.`)],
  });
}

const factsOf = (
  { amount, paidOn, lastsUntil, payment }: PassReceipt,
  pass: string,
): [name: string, value: string][] => [
  ['What', `${pass.charAt(0).toUpperCase()}${pass.slice(1)}`],
  ...(amount === null ? [] : [['Amount', amount] satisfies [string, string]]),
  ['Paid on', paidOn],
  ...(lastsUntil === null ? [] : [['Lasts until', lastsUntil] satisfies [string, string]]),
  ['Payment', payment],
];
