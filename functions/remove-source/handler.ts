import { requireAdmin } from '../access/require-admin';
import { isFromPage } from '../admin/from-page';
import { adminProblemPage } from '../admin/problem-page';
import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { seeOther } from '../pages/answer';
import { openQueue } from '../queue/send';
import { removeSource } from '../sources/remove';
import { readSource } from '../sources/store';
import { openTable } from '../table/client';

/**
 * `DELETE /sources/{id}`, and `POST /sources/{id}/remove` for forms, which know no DELETE: the source is gone from the
 * lists now, its articles from the table soon.
 */
export const handler = api(async (request) => {
  await requireAdmin(request);
  const { path, query } = request;
  readParameters(NO_PARAMETERS, query);
  const table = openTable();
  const source = await readSource(table, path['id'] ?? '');
  if (source === null) throw notFound('There is no source with this id');
  await removeSource(table, openQueue('FETCH_QUEUE_URL'), source);
  return isFromPage(request) ? seeOther(`/admin?removed=${source.id}`) : json(202, { removed: source.id });
}, adminProblemPage);
