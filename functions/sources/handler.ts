import { json, publicApi } from '../http/api';
import { revalidated } from '../http/conditional';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { openTable } from '../table/client';
import { listed } from './source';
import { readSources } from './store';

/** `GET /sources`: all sources and how they are doing. */
export const handler = publicApi(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  return revalidated(request, { table, subject: 'SOURCES' }, async () => {
    const sources = await readSources(table, true);
    return json(200, { sources: sources.map(listed) });
  });
});
