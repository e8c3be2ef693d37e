import { randomBytes } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { LedgerEntry, MailOutcome } from '../../../functions/mail/ledger';
import type { Table } from '../../../functions/table/client';
import { mailKey } from '../../../functions/table/keys';

type Kept = Partial<Omit<LedgerEntry, 'outcome'>> & {
  outcome?: MailOutcome | undefined;
  /** seconds since 1970 */
  expiresAt?: number;
};

/** Puts a mail into the ledger as the sending, and what SES says of it, leave it there. @returns its id */
export async function putMail(table: Table, reader: string, entry: Kept = {}): Promise<string> {
  const {
    mail = randomBytes(16).toString('base64url'),
    kind = 'digest',
    subject = 'A digest',
    at = '2026-11-23T06:00:00.000Z',
    state = 'sent',
    outcome,
    expiresAt = Math.floor(Date.now() / 1000) + 86_400,
  } = entry;
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: {
        ...mailKey(reader, mail),
        kind: { S: kind },
        subject: { S: subject },
        at: { S: at },
        state: { S: state },
        ...(outcome !== undefined && { outcome: { S: outcome } }),
        expiresAt: { N: String(expiresAt) },
      },
    }),
  );
  return mail;
}
