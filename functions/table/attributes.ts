import type { Item } from './client';

/** What is wrong with an item that is not as we write it; a bug or somebody else's hand in the table. */
export class InvalidItemError extends Error {
  override name = 'InvalidItemError';
}

/** A string attribute that must be there. @throws InvalidItemError */
export function text(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new InvalidItemError(`${item['PK']?.S}/${item['SK']?.S} has no ${name}`);
  return value;
}

/** A string attribute, null where there is none. */
export const optionalText = (item: Item, name: string): string | null => item[name]?.S ?? null;

/** A number attribute, null where there is none. */
export function optionalNumber(item: Item, name: string): number | null {
  const value = item[name]?.N;
  return value === undefined ? null : Number(value);
}

/** A list of strings, empty where there is none. */
export const texts = (item: Item, name: string): string[] =>
  (item[name]?.L ?? []).flatMap((value) => (value.S === undefined ? [] : [value.S]));

/** Whether DynamoDB's TTL has passed: it deletes up to days late, so readers look themselves. */
export function isExpired(item: Item, now: number): boolean {
  const expiresAt = optionalNumber(item, 'expiresAt');
  return expiresAt !== null && expiresAt * 1000 <= now;
}
