import { html } from 'hono/html';
import { problemAnswer, type ShowProblem } from '../http/api';
import { pageAnswer } from '../pages/answer';
import { wantsPage, whatIsWrong } from '../pages/problem-page';
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
    content: html`${whatIsWrong(problem)}
<p><a class="button" href="/admin">Back to the sources</a></p>`,
  });
};
