import { ownUrl } from '../http/own-url';
import { log } from '../log/log';
import { isMailSetUp } from '../mail/send';
import { type Payer, tell } from '../payment-mails/tell';
import { syncCustomer } from '../stripe/sync';
import type { World } from '../stripe/world';
import type { Table } from '../table/client';
import type { Knowledge } from './known';

/** Tells a payer what happened lately, where they were not told. */
export type Teller = (payer: Payer) => Promise<void>;

/** One that tells nobody where mail is not set up, or nobody said where mails are to lead. */
export function teller(table: Table): Teller {
  const url = ownUrl();
  if (url !== null) return (payer) => tell(table, url, payer);
  if (isMailSetUp()) {
    log.warn('No mail is sent on payments: NEWSREEL_URL does not say where this service is');
  }
  return async () => {};
}

/**
 * Tells those who are not read again at Stripe, by what was read last: one after the other, which is far below the
 * pace that SES usually allows.
 * @param read the customers that are read, and told of by what that brings
 * @param until ms since 1970: nobody is told of anything after it
 */
export async function tellWhoIsNotRead(
  world: World,
  tellPayer: Teller,
  knowledge: ReadonlyMap<string, Knowledge>,
  read: ReadonlySet<string>,
  until: number,
): Promise<void> {
  for (const [customer, state] of knowledge) {
    if (Date.now() >= until) return;
    if (state.kind !== 'joined' || state.known === null || read.has(customer)) continue;
    await tellPayer({
      reader: state.reader,
      facts: state.known.facts,
      address: async () => (await syncCustomer(world, customer))?.address ?? null,
    });
  }
}
