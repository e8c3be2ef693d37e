import { publicApi } from '../http/api';
import { notFound } from '../http/problem';
import { problemPage } from '../pages/problem-page';

/** Every route that there is not. */
export const handler = publicApi(async () => {
  throw notFound('There is nothing at this path, or not by this method');
}, problemPage);
