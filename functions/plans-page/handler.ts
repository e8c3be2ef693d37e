import { authenticate } from '../access/authenticate';
import { readCustomers } from '../entitlement/customers';
import { entitlementOf } from '../entitlement/entitlement';
import { isLive } from '../entitlement/facts';
import { accessRules } from '../entitlement/rules';
import { api } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { pageAnswer } from '../pages/answer';
import { askedOf } from '../pages/asked';
import { problemPage } from '../pages/problem-page';
import type { Reader } from '../readers/reader';
import { openTable, type Table } from '../table/client';
import { type Buyer, plansPage } from './page';
import { readSelling } from './selling';

/** `GET /plans`: what there is for everybody and for members, and what that costs. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, askedOf(request.url));
  const table = openTable();
  const [caller, selling] = await Promise.all([authenticate(request, table), readSelling()]);
  const buyer = caller.kind === 'reader' ? await readBuyer(table, caller.reader) : null;
  return pageAnswer(plansPage(selling, buyer));
}, problemPage);

/** As it was last read at Stripe: before anything is bought `POST /checkout` looks there again. */
async function readBuyer(table: Table, { id }: Reader): Promise<Buyer> {
  const customers = await readCustomers(table, id);
  return {
    reason: entitlementOf(customers, Date.now(), accessRules()).reason,
    isSubscribed: customers.some(({ subscriptions }) => subscriptions.some(isLive)),
  };
}
