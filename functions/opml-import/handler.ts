import { decode } from '../feed/decode';
import { api, json } from '../http/api';
import { requireAdmin } from '../http/authorise';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { Problem } from '../http/problem';
import { importFeeds } from '../opml/import';
import { InvalidOpmlError, type OpmlFeed, readOpml } from '../opml/read';
import { openTable } from '../table/client';

/** `POST /sources.opml`: many sources more, no server asked. The body is the file, whatever type it says. */
export const handler = api(async (request) => {
  await requireAdmin(request);
  const { headers, query, body } = request;
  readParameters(NO_PARAMETERS, query);
  const feeds = read(decode(body, headers['content-type']));
  return json(200, await importFeeds(openTable(), feeds));
});

function read(text: string): OpmlFeed[] {
  try {
    return readOpml(text);
  } catch (error) {
    if (error instanceof InvalidOpmlError) throw new Problem(400, 'Wrong body', error.message);
    throw error;
  }
}
