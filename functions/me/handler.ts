import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { requireReader } from '../readers/authenticate';
import { readEntitlement } from '../readers/membership';
import { lookAgain } from '../stripe/look-again';
import { openTable } from '../table/client';
import { accountOf } from './account';

/** `GET /me`: who is signed in, and what they have. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const { reader } = await requireReader(request, table);
  await lookAgain(table, reader);
  const entitlement = await readEntitlement(table, reader, Date.now());
  return json(200, accountOf(reader, entitlement, request.url.origin), { 'cache-control': 'no-store' });
});
