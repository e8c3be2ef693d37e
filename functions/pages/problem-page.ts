import { html } from 'hono/html';
import { type ApiRequest, problemAnswer, type ShowProblem } from '../http/api';
import type { Problem } from '../http/problem';
import { pageAnswer } from './answer';
import type { Html } from './html';
import { isForm } from './is-form';
import { signInForm } from './sign-in-form';

/**
 * Shows what is wrong as a page to a person: where a form was sent, or a browser came for a page. Programs get it as
 * problem details.
 */
export const problemPage: ShowProblem = (problem, request) =>
  isForm(request) || wantsPage(request)
    ? pageAnswer({
        title: titleOf(problem),
        status: problem.status,
        headers: { ...problem.headers, vary: 'accept' },
        content: contentOf(problem, request),
      })
    : problemAnswer(problem);

/** Whether a browser asks for a page: programs say that they take anything, or JSON. */
export const wantsPage = ({ method, headers }: Pick<ApiRequest, 'method' | 'headers'>): boolean =>
  method === 'GET' && /\btext\/html\b/i.test(headers['accept'] ?? '');

/** What stands above it: the words of HTTP tell a person little. */
const titleOf = ({ status, title }: Problem): string => (status === 401 ? 'Sign in first' : title);

/** What is wrong, and the way on. */
function contentOf({ status, detail, faults, extensions }: Problem, { url, method }: ApiRequest): Html {
  if (status === 401) return html`<p>A link comes by mail; there is no password.</p>${signInForm()}`;
  const { actionUrl } = extensions;
  return html`${whatIsWrong({ detail: sentence(detail, actionUrl), faults })}
${method === 'POST' && isWorthAnotherTry(status) ? html`<p>Your browser’s way back leads to the form, as you filled it in.</p>` : ''}
${actionUrl === undefined ? '' : html`<p><a class="button" href="${actionUrl}">Go on</a></p>`}
${status >= 500 && method === 'GET' ? html`<p><a class="button" href="${url.href}">Try again</a></p>` : ''}
<p class="quiet-text"><a href="/">Back to the news</a></p>`;
}

/** What a person can mend, or what mends itself. */
const isWorthAnotherTry = (status: number): boolean => status === 400 || status === 429 || status >= 500;

/** Without the address of what a button leads to. */
const sentence = (detail: string, actionUrl: unknown): string => detail.replace(` Go on at ${actionUrl}`, '');

/** The words of a problem: a list where more than one thing is wrong. */
export const whatIsWrong = ({ detail, faults }: Pick<Problem, 'detail' | 'faults'>): Html =>
  faults.length > 1
    ? html`<ul>${faults.map(({ name, detail: words }) => html`<li>${name} ${words}</li>`)}</ul>`
    : html`<p>${detail}</p>`;
