import { readCustomers } from '../entitlement/customers';
import { entitlementOf } from '../entitlement/entitlement';
import { isLive } from '../entitlement/facts';
import { accessRules } from '../entitlement/rules';
import { api } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { pageAnswer } from '../pages/page';
import { authenticate } from '../readers/authenticate';
import type { Reader } from '../readers/reader';
import { openStripe } from '../stripe/client';
import { lookAgain } from '../stripe/look-again';
import { ourPrices, passOffer } from '../stripe/settings';
import { openTable, type Table } from '../table/client';
import { type Account, accountPage, type Selling, strangerPage } from './page';

/** `GET /account`: what a reader has, and what they can do about it. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const [caller, stripe] = await Promise.all([authenticate(request, table), openStripe()]);
  const selling =
    stripe === null
      ? null
      : { pass: passOffer(), hasSubscription: ourPrices().length > 0, origins: stripeOrigins() };
  if (caller.kind !== 'reader') return pageAnswer(strangerPage(selling));
  return pageAnswer(accountPage(await readAccount(table, caller.reader), selling));
});

async function readAccount(table: Table, reader: Reader): Promise<Account> {
  await lookAgain(table, reader);
  const customers = await readCustomers(table, reader.id);
  return {
    address: reader.address,
    entitlement: entitlementOf(customers, Date.now(), accessRules()),
    isSubscribed: customers.some(({ subscriptions }) => subscriptions.some(isLive)),
    isCustomer: customers.length > 0,
  };
}

/** Stripe's pages, or in their place those of whoever stands in for it. */
function stripeOrigins(): Selling['origins'] {
  const base = process.env['STRIPE_API_BASE'];
  return base ? [new URL(base).origin] : ['https://checkout.stripe.com', 'https://billing.stripe.com'];
}
