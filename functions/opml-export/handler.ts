import { publicApi } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { writeOpml } from '../opml/write';
import { readSources } from '../sources/store';
import { openTable } from '../table/client';

/** `GET /sources.opml`: all sources, for another reader or another Newsreel. */
export const handler = publicApi(async ({ query }) => {
  readParameters(NO_PARAMETERS, query);
  const sources = await readSources(openTable(), true);
  return {
    status: 200,
    headers: {
      'content-type': 'text/x-opml; charset=utf-8',
      'content-disposition': 'attachment; filename="sources.opml"',
    },
    body: writeOpml(sources, 'Sources of Newsreel', new Date()),
  };
});
