import type { Reader } from '../readers/reader';
import type { Table } from '../table/client';
import { openStripe } from './client';
import { refreshIfStale } from './refresh';

/** Reads anew at Stripe what a reader has, where a payment is awaited or what is known is old. */
export async function lookAgain(table: Table, { id }: Reader): Promise<void> {
  const stripe = await openStripe();
  if (stripe !== null) await refreshIfStale({ table, stripe }, id);
}
