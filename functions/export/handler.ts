import { requireMember } from '../access/authenticate';
import { api } from '../http/api';
import { queryOf } from '../list/query';
import { lookAgain } from '../stripe/look-again';
import { openTable } from '../table/client';
import { bodyFor } from './body';
import { parseExportParameters } from './parameters';
import { fillPart } from './part';

/** `GET /export`: all that match, newest first, in parts that are whole files. */
export const handler = api(async (request) => {
  const { query, headers } = request;
  const table = openTable();
  await requireMember(request, table, lookAgain);
  const { format, filters, from } = parseExportParameters(query);
  const asked = await queryOf(table, filters);
  const { file, next } = await fillPart(table, asked, from, format, bodyFor(headers['accept-encoding']));
  const day = new Date().toISOString().slice(0, 10);
  return {
    status: 200,
    headers: {
      'content-type': format.type,
      'content-disposition': `attachment; filename="newsreel-${day}.${format.extension}"`,
      'cache-control': 'no-store',
      ...(next === null ? {} : { link: `<${pathOf(query, next)}>; rel="next"` }),
    },
    body: file,
  };
});

/** The same query at another cursor. A path is enough, and right behind any domain (RFC 8288, section 3.1). */
function pathOf(query: URLSearchParams, cursor: string): string {
  const changed = new URLSearchParams(query);
  changed.set('cursor', cursor);
  return `/export?${changed}`;
}
