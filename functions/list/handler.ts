import { shown } from '../article/article';
import { json, publicApi } from '../http/api';
import { findArticles } from '../search/find';
import { openTable } from '../table/client';
import { parseListParameters } from './parameters';
import { queryOf } from './query';

/** `GET /articles`: the newest that match. */
export const handler = publicApi(async ({ query }) => {
  const { filters, limit, from } = parseListParameters(query);
  const table = openTable();
  const asked = await queryOf(table, filters);
  if (asked === null) return json(200, { articles: [], next: null });
  const { articles, next } = await findArticles(table, asked, limit, from);
  return json(200, { articles: articles.map(shown), next });
});
