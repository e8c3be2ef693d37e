import * as z from 'zod/mini';
import { parseSender } from '../functions/mail/sender';

/** What the keeper says of mail, in the CDK's context. */
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

/** A name that DNS can be asked for, in lower case (RFC 1123, section 2.1): its last label is no number. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;

/** One address, or one with a name before it; how an address may look, `parseSender` says. */
const SENDER = /^(?:[^@\s<>,;:"]+@[^@\s<>,;:"]+|[^<>\p{Cc}]+<[^@\s<>]+@[^@\s<>]+>)$/u;

const DOMAIN_WORDS = 'must be a domain in lower case, such as example.org';
const SENDER_WORDS = 'must be one sender, such as `Newsreel <news@example.org>`';

/** By the names of the context's values. */
const shape = z.object({
  mailDomain: z.optional(z.string(DOMAIN_WORDS).check(z.regex(DOMAIN, DOMAIN_WORDS))),
  mailFrom: z.optional(
    z.pipe(
      z.string(SENDER_WORDS).check(z.regex(SENDER, SENDER_WORDS)),
      z.transform((written, { issues }): Sender => {
        const sender = senderOf(written);
        if (sender !== null) return sender;
        issues.push({ code: 'custom', message: 'has an address that is none', input: written });
        return z.NEVER;
      }),
    ),
  ),
});

/**
 * The settings of mail, from the context: `cdk deploy -c mailDomain=example.org`, whose mails are from `news@` it
 * where `mailFrom` does not say otherwise, or `-c mailFrom=news@example.org` where that is verified by hand.
 * @param get what the CDK has under a key; undefined where it was not set, and '' is no other
 * @throws RangeError naming each value that is wrong
 */
export function parseMailSettings(get: (key: string) => unknown): MailSettings {
  const given = (key: string) => (get(key) === '' ? undefined : get(key));
  const result = shape.safeParse({ mailDomain: given('mailDomain'), mailFrom: given('mailFrom') });
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `"${path.join('.')}" ${message}`);
    throw new RangeError(`Wrong context: ${faults.join('; ')}.`);
  }
  const { mailDomain: domain = null, mailFrom = null } = result.data;
  const sender = mailFrom ?? (domain === null ? null : senderOf(`Newsreel <news@${domain}>`));
  if (domain === null || sender === null || isWithin(domainOf(sender), domain)) return { domain, sender };
  throw new RangeError(
    `Wrong context: "mailFrom" must be an address of "mailDomain", ${domain}, or of a domain below it.`,
  );
}

function senderOf(written: string): Sender | null {
  const sender = parseSender(written);
  return sender && { written, address: sender.address };
}

/** The part of a sender's address behind the @. */
const domainOf = ({ address }: Sender): string => address.slice(address.lastIndexOf('@') + 1);

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);
