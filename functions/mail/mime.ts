import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from './mail';
import type { Sender } from './sender';

/** A header can't have this name. */
export class InvalidHeaderNameError extends Error {
  override name = 'InvalidHeaderNameError';
}

/** What HTTP calls a token: stricter than RFC 5322 (section 2.2), where nearly all that is printable may stand. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** Every sign that ends a line, or that no header may hold. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * A subject in full is of no use to anybody, and a word as long as a line of mail may be (998 characters,
 * RFC 5322, section 2.1.1) can't be folded.
 */
const LONGEST_SUBJECT = 250;

/**
 * Writes a mail as a MIME message: text and HTML as alternatives, in UTF-8. Whatever ends a line in its subject
 * or headers becomes a space.
 * @throws InvalidHeaderNameError
 * @see https://www.rfc-editor.org/rfc/rfc5322
 */
export async function composeMime(mail: Mail, from: Sender): Promise<Buffer> {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const composer = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: '', address: mail.to },
    subject: shortened(oneLine(mail.subject)),
    date: new Date(),
    messageId: `<${randomUUID()}@${domain}>`,
    headers: {
      ...checkedHeaders(mail.headers ?? {}),
      // RFC 3834: so that nobody's out-of-office notice answers.
      'Auto-Submitted': 'auto-generated',
    },
    text: mail.text,
    html: mail.html,
    // Lines of any length stay as they are: a link that is broken is none.
    encoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!TOKEN.test(name)) {
        throw new InvalidHeaderNameError(`${JSON.stringify(name)} can't be the name of a header.`);
      }
      return [name, oneLine(value)];
    }),
  );
}

const oneLine = (text: string): string => text.replace(CONTROLS, ' ').trim();

function shortened(subject: string): string {
  const signs = [...subject];
  return signs.length > LONGEST_SUBJECT ? `${signs.slice(0, LONGEST_SUBJECT - 1).join('')}…` : subject;
}
