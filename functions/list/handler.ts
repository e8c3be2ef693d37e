import { shown } from '../article/article';
import { json, publicApi } from '../http/api';
import { revalidated } from '../http/conditional';
import { findArticles } from '../search/find';
import { openTable } from '../table/client';
import { parseListParameters } from './parameters';
import { queryOf } from './query';

/** `GET /articles`: the newest that match. */
export const handler = publicApi(async (request) => {
  const { filters, limit, from } = parseListParameters(request.query);
  const table = openTable();
  return revalidated(request, { table, subject: 'ARTICLES' }, async () => {
    const asked = await queryOf(table, filters);
    if (asked === null) return json(200, { articles: [], next: null });
    const { articles, next } = await findArticles(table, asked, limit, from);
    return json(200, { articles: articles.map(shown), next });
  });
});
