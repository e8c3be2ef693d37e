import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { measure } from '../metrics/measure';
import { MailNotSetUpError, UncertainMailError } from './errors';
import type { Posting } from './ledger';
import type { Mail } from './mail';
import { composeMime } from './mime';
import { parseSender, type Sender } from './sender';
import { toMailError } from './ses-error';
import { MAIL_TAG, tagOf } from './tag';

/** How long SES may take to say that it has a mail. */
const LONGEST_MS = 10_000;

let kept: SESClient | undefined;

/** The client for SES; one for the life of the process. */
export function openSes(): SESClient {
  kept ??= createClient();
  return kept;
}

/** Whether mail can be sent at all: whether `NEWSREEL_MAIL_FROM` says whom it is from. */
export const isMailSetUp = (): boolean => Boolean(process.env['NEWSREEL_MAIL_FROM']);

/** A mail as SES takes it. */
export type ReadyMail = SendRawEmailCommand;

/**
 * Makes a mail ready to be sent: what takes time, or may fail, is done before anybody writes down that it goes.
 * @param posting the mail in the ledger, which SES names in what it says of it later
 * @throws MailNotSetUpError, InvalidHeaderNameError
 */
export async function makeReady(mail: Mail, posting: Posting): Promise<ReadyMail> {
  const from = requireSender();
  const configurationSet = process.env['NEWSREEL_MAIL_CONFIGURATION'];
  return new SendRawEmailCommand({
    Source: from.address,
    Destinations: [mail.to],
    RawMessage: { Data: await composeMime(mail, from) },
    Tags: [{ Name: MAIL_TAG, Value: tagOf(posting) }],
    ...(configurationSet && { ConfigurationSetName: configurationSet }),
  });
}

/**
 * Sends a mail through SES, once: nothing here tries again, nor looks whether it was sent before (`sendOnce` does).
 * @param timeLimitMs after which it is uncertain
 * @returns SES's id of it, which bounces and complaints name
 * @throws MailRefusedError (it is not sent), UncertainMailError (nobody knows)
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export async function sendMail(mail: ReadyMail, timeLimitMs = LONGEST_MS): Promise<{ messageId: string }> {
  const messageId = await send(mail, timeLimitMs);
  if (!messageId) throw new UncertainMailError('SES answered without the id of a message.');
  measure({ MailsSent: 1 });
  return { messageId };
}

function requireSender(): Sender {
  const written = process.env['NEWSREEL_MAIL_FROM'];
  if (!written) throw new MailNotSetUpError('Mail is not set up: NEWSREEL_MAIL_FROM names no sender.');
  const sender = parseSender(written);
  if (sender !== null) return sender;
  throw new MailNotSetUpError('NEWSREEL_MAIL_FROM is no sender; write it as `Newsreel <news@example.org>`.');
}

function createClient(): SESClient {
  // A connection that was kept may be dead by now, as after a while between two calls of a function; and where
  // one breaks nobody knows whether the mail was sent.
  const fresh = { keepAlive: false };
  // Another try could be another mail.
  return new SESClient({ maxAttempts: 1, requestHandler: { httpAgent: fresh, httpsAgent: fresh } });
}

/** @throws MailRefusedError, UncertainMailError */
async function send(command: SendRawEmailCommand, timeLimitMs: number): Promise<string | undefined> {
  try {
    return (await openSes().send(command, { abortSignal: AbortSignal.timeout(timeLimitMs) })).MessageId;
  } catch (error) {
    throw toMailError(error);
  }
}
