import { html } from 'hono/html';
import type { Answer, ApiRequest } from '../http/api';
import { Problem } from '../http/problem';
import { isForm } from './form';
import { type Html, pageAnswer } from './page';
import { signInForm } from './sign-in-form';

/** What is wrong, and the way on where there is one. */
function contentOf({ status, detail, extensions }: Problem): Html {
  if (status === 401) return html`<p>Sign in first.</p>${signInForm()}`;
  const { actionUrl } = extensions;
  return html`<p>${detail}</p>${actionUrl === undefined ? '' : html`<p><a href="${actionUrl}">Go on</a></p>`}`;
}

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
      content: contentOf(error),
    });
  }
}
