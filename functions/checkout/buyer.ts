import type { Caller } from '../access/authenticate';
import type { Address } from '../readers/address';
import type { Reader } from '../readers/reader';

/**
 * The reader who buys for themselves. Whoever is signed in and types another address buys for somebody else, and
 * is nobody to them.
 * @param typed undefined where no address was given
 */
export function buyerAmong(caller: Caller, typed: Address | undefined): Reader | null {
  if (caller.kind !== 'reader') return null;
  return typed === undefined || typed === caller.reader.address ? caller.reader : null;
}
