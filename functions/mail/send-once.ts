import type { Table } from '../table/client';
import { MailRefusedError } from './errors';
import { beginSending, endSending, type MailState, mailIdOf } from './ledger';
import type { Mail } from './mail';
import { makeReady, sendMail } from './send';

/** What a mail is about. */
export interface Occasion {
  /** the reader's id */
  reader: string;
  /** business key: what happened, such as `payment-failed:in_…:2`, however often and by whomever it is told of */
  key: string;
  /** the articles that it tells of, by their ids */
  articles?: string[];
}

/**
 * Sends a mail unless one of the same occasion was sent, is being sent, or may have been. Only what SES refused for
 * certain is sent when somebody comes again.
 * @returns `sent` where it was sent by now; else that somebody is sending it, or that nobody knows
 * @throws MailNotSetUpError, MailRefusedError (it may be tried again), UncertainMailError (it is never sent again)
 */
export async function sendOnce(
  table: Table,
  { reader, key, articles = [] }: Occasion,
  mail: Mail,
): Promise<Exclude<MailState, 'refused'>> {
  const posting = { reader, mail: mailIdOf(key) };
  const ready = await makeReady(mail, posting);
  const before = await beginSending(table, posting, { ...mail, articles }, Date.now());
  if (before !== null) return before;
  const { messageId } = await sendMail(ready).catch(async (error: unknown) => {
    await endSending(table, posting, error instanceof MailRefusedError ? 'refused' : 'uncertain');
    throw error;
  });
  await endSending(table, posting, 'sent', messageId);
  return 'sent';
}
