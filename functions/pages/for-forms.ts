import { html } from 'hono/html';
import type { Answer, ApiRequest } from '../http/api';
import { Problem } from '../http/problem';
import { isForm } from './form';
import { pageAnswer } from './page';

/** Shows what is wrong as a page where a form was sent; programs get it as problem details. */
export async function pagesForForms(request: ApiRequest, handle: () => Promise<Answer>): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof Problem) || !isForm(request)) throw error;
    return pageAnswer({
      title: error.title,
      status: error.status,
      headers: error.headers,
      content: html`<p>${error.detail}</p>`,
    });
  }
}
