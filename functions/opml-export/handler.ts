import { publicApi } from '../http/api';
import { revalidated } from '../http/conditional';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { writeOpml } from '../opml/write';
import { readSources } from '../sources/store';
import { openTable } from '../table/client';

/** `GET /sources.opml`: all sources, for another reader or another Newsreel. */
export const handler = publicApi(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const table = openTable();
  return revalidated(request, { table, subject: 'SOURCES' }, async () => {
    const sources = await readSources(table, true);
    return {
      status: 200,
      headers: {
        'content-type': 'text/x-opml; charset=utf-8',
        'content-disposition': 'attachment; filename="sources.opml"',
      },
      body: writeOpml(sources, 'Sources of Newsreel'),
    };
  });
});
