import { sendOnce } from '../mail/send-once';
import { signInMail } from '../mail/sign-in';
import { type Address, readerOf } from '../readers/address';
import { LINK_MINUTES, makeSignInLink } from '../readers/sign-in-link';
import type { Table } from '../table/client';

/**
 * Mails a link that signs an address in. Nobody is looked up: it is the same work for whoever it is.
 * @param service its URL, as it was asked for
 * @throws MailRefusedError, UncertainMailError
 */
export async function mailSignInLink(table: Table, address: Address, service: URL): Promise<void> {
  const link = new URL('/sign-in', service);
  const token = await makeSignInLink(table, address);
  link.searchParams.set('token', token);
  const mail = signInMail({
    to: address,
    link: link.href,
    minutes: LINK_MINUTES,
    service: service.host,
  });
  await sendOnce(table, { reader: readerOf(address), key: `sign-in:${token}` }, mail);
}
