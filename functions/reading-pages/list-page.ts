import type { Article } from '../article/article';
import { shown } from '../article/article';
import type { Answer, ApiRequest } from '../http/api';
import { badParameters, notFound } from '../http/problem';
import type { Filters } from '../list/parameters';
import { queryOf } from '../list/query';
import { pagesOf, type Reach } from '../search/pages';
import { type ListedSource, listed } from '../sources/source';
import { readSource } from '../sources/store';
import { openTable, type Table } from '../table/client';
import { answerFor } from './answer';
import { knownSources } from './known-sources';
import type { List } from './list';
import { listContent } from './list-content';
import { parsePageParameters } from './parameters';
import { viewerOf } from './viewer';

/** Articles of a page: some ten screens. */
const ON_A_PAGE = 50;

/** A page of a search of common words goes this far; where it ends, older ones are a click away. */
const REACH: Reach = { units: 600, ms: 3_000 };

/** `GET /`: the latest news, or what is searched for and filtered by. */
export const newsPage = (request: ApiRequest): Promise<Answer> => listPage(request, openTable(), null);

/** `GET /from/{id}`: a source, and what came from it. */
export async function sourcePage(request: ApiRequest): Promise<Answer> {
  const table = openTable();
  const source = await readSource(table, request.path['id'] ?? '');
  if (source === null)
    throw notFound('There is no source of this id, or no longer. All that there are stand under Sources.');
  return listPage(request, table, listed(source));
}

/** @param source null where the page is of all of them */
async function listPage(request: ApiRequest, table: Table, source: ListedSource | null): Promise<Answer> {
  const viewer = await viewerOf(request, table);
  const { given, filters, from } = parsePageParameters(request.url, viewer.timeZone);
  if (source !== null && given.has('source'))
    throw badParameters([{ name: 'source', detail: 'is not a parameter of this page' }]);
  const wanted = source === null ? filters : { ...filters, sources: [source.id] };
  return answerFor(request, { table, viewer }, async () => {
    const { articles, next } = await find(table, wanted, from);
    const sources = await knownSources(table, [
      ...wanted.sources,
      ...articles.map((article) => article.source),
    ]);
    const list: List = {
      here: { path: source === null ? '/' : `/from/${source.id}`, given },
      source,
      articles,
      next,
      sources,
      viewer,
      origin: request.url.origin,
    };
    return listContent(list);
  });
}

/** A page's articles, and where the next one begins. */
async function find(
  table: Table,
  filters: Filters,
  from: string | null,
): Promise<{ articles: Article[]; next: string | null }> {
  const asked = await queryOf(table, filters);
  const articles: Article[] = [];
  let next: string | null = null;
  if (asked === null) return { articles, next };
  for await (const page of pagesOf(table, asked, () => ON_A_PAGE - articles.length, from, REACH)) {
    articles.push(...page.articles.map(shown));
    next = page.next;
    if (articles.length >= ON_A_PAGE) break;
  }
  return { articles, next };
}
