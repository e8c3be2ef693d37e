import { readDigest } from '../digests/roster';
import type { DigestSettings } from '../digests/settings';
import { readCustomers } from '../entitlement/customers';
import { type Entitlement, entitlementOf } from '../entitlement/entitlement';
import { isLive } from '../entitlement/facts';
import { accessRules } from '../entitlement/rules';
import { isMailSetUp } from '../mail/send';
import { type ListedMail, readMails } from '../my-mails/mails';
import type { Reader } from '../readers/reader';
import { type NamedSource, readChoice } from '../sources/choice';
import { lookAgain } from '../stripe/look-again';
import { text } from '../table/attributes';
import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { sourceKey } from '../table/keys';

/** What somebody who is signed in sees of themselves. */
export interface Account {
  reader: Reader;
  entitlement: Entitlement;
  /** something is charged for, or could be again: subscribing once more would be paying twice */
  isSubscribed: boolean;
  /** as they said it last; null where they never did */
  digest: DigestSettings | null;
  /** what was sent to them, newest first */
  mails: ListedMail[];
  /** what a digest can be of; none where no digest can be had, null where they are too many to choose from */
  sources: NamedSource[] | null;
  /** ids of sources that their digest is of, and that there are none of any more */
  lostSources: string[];
}

/** All that the page tells a reader, as it is now. */
export async function readAccount(table: Table, reader: Reader): Promise<Account> {
  const now = Date.now();
  const [digest, mails, sources] = await Promise.all([
    readDigest(table, reader),
    readMails(table, reader.id, now),
    isMailSetUp() ? readChoice(table) : [],
    lookAgain(table, reader),
  ]);
  const [customers, lostSources] = await Promise.all([
    readCustomers(table, reader.id),
    lostAmong(table, digest?.sources ?? []),
  ]);
  return {
    reader,
    entitlement: entitlementOf(customers, now, accessRules()),
    isSubscribed: customers.some(({ subscriptions }) => subscriptions.some(isLive)),
    digest,
    mails,
    sources,
    lostSources,
  };
}

async function lostAmong(table: Table, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const items = await readItems(table, ids.map(sourceKey));
  const there = new Set(items.map((item) => text(item, 'SK')));
  return ids.filter((id) => !there.has(id));
}
