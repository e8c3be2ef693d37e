import { requireReader } from '../access/authenticate';
import { readDigest } from '../digests/roster';
import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { readEntitlement } from '../readers/membership';
import { lookAgain } from '../stripe/look-again';
import { openTable } from '../table/client';
import { accountOf } from './account';

/** `GET /me`: who is signed in, and what they have. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const { reader } = await requireReader(request, table);
  const [digest] = await Promise.all([readDigest(table, reader), lookAgain(table, reader)]);
  const entitlement = await readEntitlement(table, reader, Date.now());
  const account = accountOf(reader, entitlement, digest, request.url.origin);
  return json(200, account, { 'cache-control': 'no-store' });
});
