import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { requireReader } from '../readers/authenticate';
import { readEntitlement } from '../readers/membership';
import { openStripe } from '../stripe/client';
import { refreshIfStale } from '../stripe/refresh';
import { openTable } from '../table/client';
import { accountOf } from './account';

/** `GET /me`: who is signed in, and what they have. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const { reader } = await requireReader(request, table);
  const stripe = await openStripe();
  await refreshIfStale(stripe === null ? null : { table, stripe }, reader.id);
  const entitlement = await readEntitlement(table, reader, Date.now());
  return json(200, accountOf(reader, entitlement, request.url.origin), { 'cache-control': 'no-store' });
});
