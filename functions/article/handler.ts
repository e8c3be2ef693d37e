import { json, publicApi } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { openTable } from '../table/client';
import { isId } from './id';
import { readArticle } from './read';

/** `GET /articles/{id}`: one article with its content. */
export const handler = publicApi(async ({ path, query }) => {
  readParameters(NO_PARAMETERS, query);
  const id = path['id'] ?? '';
  const article = isId(id) ? await readArticle(openTable(), id) : null;
  if (article === null) throw notFound('There is no article with this id');
  return json(200, article);
});
