import { publicApi } from '../http/api';
import { notFound } from '../http/problem';
import { seeOther } from '../pages/answer';
import { problemPage, wantsPage } from '../pages/problem-page';
import { pageInstead } from './page-instead';

/** Every route that there is not. */
export const handler = publicApi(async (request) => {
  const page = wantsPage(request) ? pageInstead(request.url) : null;
  if (page !== null) return seeOther(page);
  throw notFound('There is nothing at this path, or not by this method');
}, problemPage);
