import { type Address, parseAddress } from '../../../functions/readers/address';
import { welcomeReader } from '../../../functions/readers/reader';
import { openSession } from '../../../functions/readers/session';
import type { Table } from '../../../functions/table/client';

/** Signs somebody in. @returns their token */
export async function signIn(table: Table, email: string): Promise<string> {
  return openSession(table, await welcomeReader(table, parseAddress(email) as Address));
}
