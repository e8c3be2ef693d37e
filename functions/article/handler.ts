import { json, publicApi } from '../http/api';
import { revalidated } from '../http/conditional';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { notFound } from '../http/problem';
import { openTable } from '../table/client';
import { isId } from './id';
import { readArticle } from './read';

/** `GET /articles/{id}`: one article with its content. */
export const handler = publicApi(async (request) => {
  readParameters(NO_PARAMETERS, request.query);
  const id = request.path['id'] ?? '';
  if (!isId(id)) throw noSuchArticle();
  const table = openTable();
  return revalidated(request, { table, subject: 'ARTICLES' }, async () => {
    const article = await readArticle(table, id);
    if (article === null) throw noSuchArticle();
    return json(200, article);
  });
});

const noSuchArticle = () => notFound('There is no article with this id');
