import { requireAdmin } from '../access/require-admin';
import { isId } from '../article/id';
import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { openTable } from '../table/client';
import { readCycle } from './cycle';

/** `GET /cycles/{id}`: how far a cycle is. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  const { path, query } = request;
  readParameters(NO_PARAMETERS, query);
  const id = path['id'] ?? '';
  const cycle = isId(id) ? await readCycle(openTable(), id) : null;
  if (cycle === null) throw notFound('There is no cycle with this id; they are kept for a week');
  return json(200, cycle, { 'cache-control': 'no-store' });
});
