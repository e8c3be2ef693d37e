import { type Answer, type ApiRequest, publicApi } from '../http/api';
import { notFound } from '../http/problem';
import { problemPage } from '../pages/problem-page';
import { articlePage } from './article-page';
import { asset, offlineWorker } from './assets';
import { newsPage, sourcePage } from './list-page';
import { sourcesPage } from './sources-page';

/** What is read, by how its path begins. */
const PAGES = new Map<string, (request: ApiRequest) => Promise<Answer>>([
  ['', newsPage],
  ['read', articlePage],
  ['from', (request) => (request.path['id'] === undefined ? sourcesPage(request) : sourcePage(request))],
  ['assets', asset],
  ['sw.js', offlineWorker],
]);

/** `GET /` and the other pages that are there to be read, with the scripts of all pages. */
export const handler = publicApi(async (request) => {
  const [, first = ''] = request.url.pathname.split('/');
  const page = PAGES.get(first);
  if (page === undefined) throw notFound('There is no such page');
  return page(request);
}, problemPage);
