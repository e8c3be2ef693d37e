import addressparser from 'nodemailer/lib/addressparser';
import { type Address, parseAddress } from '../readers/address';

/** Who mail is from. */
export interface Sender {
  /** '' for none */
  name: string;
  address: Address;
}

/**
 * Reads a sender as people write one: `Newsreel <news@example.org>`, or the address alone.
 * @returns null where it is not exactly one
 */
export function parseSender(written: string): Sender | null {
  const [mailbox, ...others] = addressparser(written, { flatten: true });
  if (mailbox === undefined || others.length > 0) return null;
  const address = parseAddress(mailbox.address);
  return address && { name: mailbox.name, address };
}
