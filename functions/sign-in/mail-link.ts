import { sendMail } from '../mail/send';
import { signInMail } from '../mail/sign-in';
import type { Address } from '../readers/address';
import { LINK_MINUTES, makeSignInLink } from '../readers/sign-in-link';
import type { Table } from '../table/client';
import { mailProblem } from './mail-problem';

/**
 * Mails a link that signs an address in. Nobody is looked up: it is the same work for whoever it is.
 * @param service its URL, as it was asked for
 * @throws Problem 502 where the mail was not sent, or nobody knows whether it was
 */
export async function mailSignInLink(table: Table, address: Address, service: URL): Promise<void> {
  const link = new URL('/sign-in', service);
  link.searchParams.set('token', await makeSignInLink(table, address));
  const mail = signInMail({ to: address, link: link.href, minutes: LINK_MINUTES, service: service.host });
  try {
    await sendMail(mail);
  } catch (error) {
    throw mailProblem(error);
  }
}
