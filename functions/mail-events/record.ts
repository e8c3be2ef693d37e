import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { MailOutcome, Posting } from '../mail/ledger';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { mailKey, readerKey } from '../table/keys';
import type { MailEvent } from './event';

/**
 * SES tells in any order, and may tell twice. Of two outcomes the one stands that says more, whichever was told
 * first: a mail that was delivered may bounce yet, and who complains has it.
 */
const RANKS: Record<MailOutcome, number> = {
  delayed: 1,
  delivered: 3,
  rejected: 4,
  bounced: 5,
  complained: 6,
};

/** A bounce that is not for good, of a full mailbox; or of one that took the mail, and answers by itself. */
const PASSING_BOUNCE = 2;

/** What became of a mail. */
export type Outcome = Pick<MailEvent, 'outcome' | 'at' | 'standing'>;

/**
 * Writes down what became of a mail, if it is in the ledger still and nothing that says more is written there.
 */
export async function recordOutcome(
  table: Table,
  { reader, mail }: Posting,
  { outcome, at, standing }: Outcome,
): Promise<void> {
  const rank = outcome === 'bounced' && standing === null ? PASSING_BOUNCE : RANKS[outcome];
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: mailKey(reader, mail),
        UpdateExpression: 'SET outcome = :outcome, outcomeRank = :rank, outcomeAt = :at',
        ConditionExpression:
          'attribute_exists(PK) AND (attribute_not_exists(outcomeRank) OR outcomeRank < :rank OR (outcomeRank = :rank AND outcomeAt < :at))',
        ExpressionAttributeValues: {
          ':outcome': { S: outcome },
          ':rank': { N: String(rank) },
          ':at': { S: at },
        },
      }),
    ),
  );
}

/** The attributes of a reader that say how mail to them fares: the last moment of each. */
const MOMENTS = { bounced: 'bouncedAt', complained: 'complainedAt' } as const;

/**
 * Writes down how mail to a reader fares, if they are there still.
 * @param at ISO 8601: since when
 */
export async function recordStanding(
  table: Table,
  reader: string,
  standing: keyof typeof MOMENTS,
  at: string,
): Promise<void> {
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: readerKey(reader),
        UpdateExpression: 'SET #moment = :at',
        ConditionExpression: 'attribute_exists(PK) AND (attribute_not_exists(#moment) OR #moment < :at)',
        ExpressionAttributeNames: { '#moment': MOMENTS[standing] },
        ExpressionAttributeValues: { ':at': { S: at } },
      }),
    ),
  );
}
