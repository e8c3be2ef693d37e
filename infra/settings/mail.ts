import { parseSender } from '../../functions/mail/sender';
import type { Kind } from './kinds';

/** What the keeper says of mail. */
export interface MailSettings {
  /** a domain that the stack makes an identity of SES's; null where the keeper has verified one by hand, or none */
  readonly domain: string | null;
  /** who mails come from; null where mail is not set up */
  readonly sender: Sender | null;
}

/** Who mails come from. */
export interface Sender {
  /** as the functions are to read it: `Name <address>`, or the address */
  readonly written: string;
  readonly address: string;
}

interface Said {
  readonly mailDomain?: string;
  readonly mailFrom?: Sender;
}

/** One address, or one with a name before it; how an address may look, `parseSender` says. */
const SENDER = /^(?:[^@\s<>,;:"]+@[^@\s<>,;:"]+|[^<>\p{Cc}]+<[^@\s<>]+@[^@\s<>]+>)$/u;

export const sender: Kind<Sender> = {
  wants: 'must be one sender, such as `Newsreel <news@example.org>`',
  mayBeEmpty: true,
  read: (given) => (typeof given === 'string' && SENDER.test(given) ? senderOf(given) : null),
};

/** The settings of mail, by what was said: mails are from `news@` the domain where nothing else is said. */
export const mailSettings = ({ mailDomain, mailFrom }: Said): MailSettings => ({
  domain: mailDomain ?? null,
  sender: mailFrom ?? (mailDomain === undefined ? null : senderOf(`Newsreel <news@${mailDomain}>`)),
});

/** @returns what contradicts itself, in words */
export const mailContradictions = ({ mailDomain, mailFrom }: Said): string[] =>
  mailDomain === undefined || mailFrom === undefined || isWithin(domainOf(mailFrom), mailDomain)
    ? []
    : [`"mailFrom" must be an address of "mailDomain", ${mailDomain}, or of a domain below it`];

function senderOf(written: string): Sender | null {
  const sender = parseSender(written);
  return sender && { written, address: sender.address };
}

/** The part of a sender's address behind the @. */
const domainOf = ({ address }: Sender): string => address.slice(address.lastIndexOf('@') + 1);

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);
