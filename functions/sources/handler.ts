import { json, publicApi } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { openTable } from '../table/client';
import { listed } from './source';
import { readSources } from './store';

/** `GET /sources`: all sources and how they are doing. */
export const handler = publicApi(async ({ query }) => {
  readParameters(NO_PARAMETERS, query);
  const sources = await readSources(openTable(), true);
  return json(200, { sources: sources.map(listed) });
});
