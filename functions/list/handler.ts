import { json, publicApi } from '../http/api';
import { findArticles } from '../search/find';
import { openTable } from '../table/client';
import { parseListParameters } from './parameters';

/** `GET /articles`: the newest that match. */
export const handler = publicApi(async ({ query }) => {
  const { query: wanted, limit, from } = parseListParameters(query);
  const { articles, next } = await findArticles(openTable(), wanted, limit, from);
  return json(200, { articles, next });
});
