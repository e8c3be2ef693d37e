import { requireAdmin } from '../access/require-admin';
import { planDigests } from '../digests/plan';
import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { noMail } from '../mail/no-mail';
import { isMailSetUp } from '../mail/send';
import { openQueue } from '../queue/send';
import { openTable } from '../table/client';

/** `POST /digests`: sends for the digests of all who had none yet in their day or week, whatever the hour. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  readParameters(NO_PARAMETERS, request.query);
  if (!isMailSetUp()) throw noMail('no digests can be sent');
  const at = new Date().toISOString();
  const digests = await planDigests(openTable(), openQueue('DIGEST_QUEUE_URL'), 'now', at);
  return json(202, { digests }, { 'cache-control': 'no-store' });
});
