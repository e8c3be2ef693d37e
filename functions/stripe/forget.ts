import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../table/client';
import { customerKey } from '../table/keys';

/**
 * Makes a customer nobody's for good: what is heard of it later brings nobody back. Of the person nothing stays
 * there, only the customer's id, which means nothing but at Stripe. It comes before the reader's own items are deleted.
 */
export async function forgetCustomer(table: Table, customer: string): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: customerKey(customer),
      UpdateExpression: 'SET forgotten = :true REMOVE reader, expiresAt',
      ExpressionAttributeValues: { ':true': { BOOL: true } },
    }),
  );
}
