import { html } from 'hono/html';
import { problemAnswer, type ShowProblem } from '../http/api';
import type { Problem } from '../http/problem';
import type { Html } from '../pages/html';
import { pageAnswer } from '../pages/page';
import { wantsPage } from '../pages/problem-page';
import { isFromPage } from './from-page';
import { adminSignInPage } from './sign-in-page';

/**
 * Shows what is wrong as a page to the admin in a browser, with the way back to where they were. Programs get it as
 * problem details.
 */
export const adminProblemPage: ShowProblem = (problem, request) => {
  if (!isFromPage(request) && !wantsPage(request)) return problemAnswer(problem);
  if (problem.status === 401) return adminSignInPage('You are not signed in as the admin, or no longer.');
  return pageAnswer({
    title: problem.title,
    place: 'admin',
    status: problem.status,
    headers: { ...problem.headers, vary: 'accept' },
    content: contentOf(problem),
  });
};

const contentOf = ({ detail, faults }: Problem): Html => html`${
  faults.length > 1
    ? html`<ul>${faults.map(({ name, detail: words }) => html`<li>${name} ${words}</li>`)}</ul>`
    : html`<p>${detail}</p>`
}
<p><a class="button" href="/admin">Back to the sources</a></p>`;
