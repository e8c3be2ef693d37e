import { requireReader } from '../access/authenticate';
import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { openTable } from '../table/client';
import { readMails } from './mails';

/** `GET /me/mails`: what was sent to who is signed in, and what became of it. */
export const handler = api(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  const { reader } = await requireReader(request, table);
  const mails = await readMails(table, reader.id, Date.now());
  return json(200, { mails }, { 'cache-control': 'no-store' });
});
