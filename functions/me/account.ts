import type { DigestSettings } from '../digests/settings';
import type { Entitlement } from '../entitlement/entitlement';
import { actionUrlOf } from '../readers/membership';
import type { MailStanding, Reader } from '../readers/reader';

/** A reader as they see themselves. */
export interface Account {
  email: string;
  plan: Entitlement['plan'];
  status: string;
  /** ISO 8601; null where access has no end that is known, or there is none */
  accessUntil: string | null;
  /** a sentence for the person */
  reason: string;
  /** where they can do what there is to do; null where there is nothing */
  actionUrl: string | null;
  /** as they said it last; null where they never did */
  digest: DigestSettings | null;
  /** how mail to the address fares */
  mail: MailStanding;
}

/** What a reader is told of themselves. @param origin of the service */
export const accountOf = (
  { address, mail }: Reader,
  entitlement: Entitlement,
  digest: DigestSettings | null,
  origin: string,
): Account => ({
  email: address,
  plan: entitlement.plan,
  status: entitlement.status,
  accessUntil: entitlement.accessUntil,
  reason: entitlement.reason,
  actionUrl: actionUrlOf(entitlement, origin),
  digest,
  mail,
});
