import { timingSafeEqual } from 'node:crypto';
import type { Table } from '../table/client';
import { readSubscription, type Subscription } from './roster';

/** A reader's id, and 16 random bytes in base64url. */
const TOKEN = /^([\w-]{27})\.([\w-]{22})$/;

/** The token of the link that ends a digest: it works as long as its reader is one, and proves nothing else. */
export const unsubscribeToken = ({ reader, secret }: Subscription): string => `${reader}.${secret}`;

/** The digest that a token may end; null where it never was one of ours, or its reader was forgotten. Changes nothing. */
export async function readUnsubscribeToken(table: Table, token: string): Promise<Subscription | null> {
  const [, reader, secret] = TOKEN.exec(token) ?? [];
  if (reader === undefined || secret === undefined) return null;
  const subscription = await readSubscription(table, reader);
  const isOurs =
    subscription !== null && timingSafeEqual(Buffer.from(subscription.secret), Buffer.from(secret));
  return isOurs ? subscription : null;
}
