import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { MailOutcome, Posting } from '../mail/ledger';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { mailKey, readerKey } from '../table/keys';

/**
 * SES tells in any order, and may tell twice. Of two outcomes the one stands that says more, whichever was told
 * first: a mail that was delivered may bounce yet, and who complains has it.
 */
const RANKS: Record<MailOutcome, number> = {
  delayed: 1,
  delivered: 2,
  rejected: 3,
  bounced: 4,
  complained: 5,
};

/**
 * Writes down what became of a mail, if it is in the ledger still and nothing that says more is written there.
 * @param at ISO 8601: when it did
 */
export async function recordOutcome(
  table: Table,
  { reader, mail }: Posting,
  outcome: MailOutcome,
  at: string,
): Promise<void> {
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
          ':rank': { N: String(RANKS[outcome]) },
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
