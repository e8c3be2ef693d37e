import { type LedgerEntry, type MailOutcome, type MailState, parseLedgerEntry } from '../mail/ledger';
import { isExpired } from '../table/attributes';
import type { Table } from '../table/client';
import { MAIL_PREFIX, readerPartition } from '../table/keys';
import { queryAll } from '../table/query';

/** A mail as its reader sees it. */
export interface ListedMail {
  kind: string;
  subject: string;
  /** ISO 8601: when sending it began */
  sentAt: string;
  /** what SES said of it last, or how far we came where it said nothing */
  state: MailState | MailOutcome;
}

/** How many are told of. */
const MOST_MAILS = 100;

/** The last mails to a reader, newest first. @param now ms since 1970 */
export async function readMails(table: Table, reader: string, now: number): Promise<ListedMail[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'PK = :reader AND begins_with(SK, :mails)',
    ExpressionAttributeValues: {
      ':reader': { S: readerPartition(reader) },
      ':mails': { S: MAIL_PREFIX },
    },
  });
  return items
    .filter((item) => !isExpired(item, now))
    .map(parseLedgerEntry)
    .sort(byTime)
    .slice(0, MOST_MAILS)
    .map(listed);
}

/** Newest first; of one moment by id, so that they stand the same way each time. */
const byTime = (one: LedgerEntry, other: LedgerEntry): number =>
  `${one.at} ${one.mail}` < `${other.at} ${other.mail}` ? 1 : -1;

const listed = ({ kind, subject, at, state, outcome }: LedgerEntry): ListedMail => ({
  kind,
  subject,
  sentAt: at,
  state: outcome ?? state,
});
