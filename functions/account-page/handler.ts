import { authenticate, requireMember, requireReader } from '../access/authenticate';
import { readCustomers } from '../entitlement/customers';
import { goesOn } from '../entitlement/facts';
import { accessRules } from '../entitlement/rules';
import { type Answer, type ApiRequest, api } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { pageAnswer, seeOther } from '../pages/answer';
import { askedOf } from '../pages/asked';
import { problemPage } from '../pages/problem-page';
import { readSelling } from '../plans-page/selling';
import { lookAgain } from '../stripe/look-again';
import { openTable } from '../table/client';
import { readAccount } from './account';
import { deletePage } from './delete-page';
import { exportAddress } from './export-address';
import { accountPage, strangerPage } from './page';
import { parseAccountParameters } from './parameters';

type Route = (request: ApiRequest) => Promise<Answer>;

const ROUTES = new Map<string, Route>([
  ['/account', showAccount],
  ['/account/delete', askWhetherToDelete],
  ['/account/export', toTheExport],
]);

/** `GET /account` and the pages below it: what a reader has, and what they can do about it. */
export const handler = api(async (request) => {
  const route = ROUTES.get(request.url.pathname);
  if (route === undefined) throw notFound('There is no such page in an account');
  return route(request);
}, problemPage);

async function showAccount(request: ApiRequest): Promise<Answer> {
  const asked = parseAccountParameters(askedOf(request.url));
  const table = openTable();
  const [caller, selling] = await Promise.all([authenticate(request, table), readSelling()]);
  if (caller.kind !== 'reader') return pageAnswer(strangerPage(selling, asked));
  return pageAnswer(accountPage(await readAccount(table, caller.reader), selling, asked));
}

/** `GET /account/delete`: changes nothing, and says what would be. */
async function askWhetherToDelete(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const { reader } = await requireReader(request, table);
  await lookAgain(table, reader);
  const customers = await readCustomers(table, reader.id);
  return pageAnswer(
    deletePage(reader.address, {
      isPaid: accessRules().isPaid,
      goesOn: customers.some(({ subscriptions }) => subscriptions.some(goesOn)),
    }),
  );
}

/** `GET /account/export`: where the form leads without a script. Who may not have it hears so on a page. */
async function toTheExport(request: ApiRequest): Promise<Answer> {
  const address = exportAddress(request.url);
  await requireMember(request, openTable(), lookAgain);
  return seeOther(address);
}
