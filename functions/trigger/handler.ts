import { randomBytes } from 'node:crypto';
import { requireAdmin } from '../access/require-admin';
import { isFromPage } from '../admin/from-page';
import { adminProblemPage } from '../admin/problem-page';
import { IDENTITY_BYTES, makeId } from '../article/id';
import { api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { seeOther } from '../pages/answer';
import { readFields } from '../pages/form';
import { openQueue } from '../queue/send';
import { mayBeAsked } from '../schedule/due';
import { freeHosts } from '../schedule/free-hosts';
import { startCycle } from '../schedule/plan';
import { readSources } from '../sources/store';
import { openTable } from '../table/client';
import { fetchParameters } from './parameters';

/** `POST /fetch`: a cycle now, of all sources that may be asked, or of one. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  const { query } = request;
  if (request.body.length > 0) readFields(NO_PARAMETERS, request);
  const { source: only } = readParameters(fetchParameters, query);
  const table = openTable();
  const all = await readSources(table, true);
  const wanted = only === undefined ? all : all.filter(({ id }) => id === only);
  if (only !== undefined && wanted.length === 0) throw notFound('There is no source with this id');
  const now = Date.now();
  const sources = wanted.filter((source) => mayBeAsked(source, now));
  const cycle = makeId(now, randomBytes(IDENTITY_BYTES));
  const at = new Date(now).toISOString();
  const queue = openQueue('FETCH_QUEUE_URL');
  await startCycle(table, queue, cycle, sources, at, freeHosts(), only === undefined);
  return isFromPage(request)
    ? seeOther(`/admin?cycle=${cycle}`)
    : json(202, { cycle, sources: sources.length });
}, adminProblemPage);
