import { html } from 'hono/html';
import type { Answer } from '../http/api';
import { unauthorized } from '../http/problem';
import { pageAnswer } from '../pages/answer';
import type { Html } from '../pages/html';

/**
 * The page for who is not signed in as the admin: 401, with the form that asks for the token.
 * @param wrong what was wrong with the try before; left out where there was none
 */
export const adminSignInPage = (wrong?: string): Promise<Answer> =>
  pageAnswer({
    title: 'Admin',
    place: 'admin',
    status: 401,
    headers: unauthorized(wrong ?? '').headers,
    content: html`<p>This is where sources are kept. Show the admin token to go on.</p>
${wrong === undefined ? '' : html`<p class="notice warning" id="wrong" role="alert">${wrong}</p>`}
${tokenForm(wrong !== undefined)}
${WHERE_IT_IS}`,
  });

const tokenForm = (wasWrong: boolean): Html => html`<form method="post" action="/admin/sign-in">
<label for="token">Admin token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required${
  wasWrong ? html` aria-invalid="true" aria-describedby="wrong"` : ''
}>
<button>Sign in</button>
</form>`;

const WHERE_IT_IS = html`<h2>Where to find it</h2>
<ul>
<li>On AWS: run the command that the stack’s output <code>AdminTokenCommand</code> shows. The token is made by the first request that needs it, as this page is one.</li>
<li>On your own machine: it is <code>adminToken</code> in <code>run.json</code> of the data folder, <code>.newsreel</code> unless you chose another, or what you set as <code>NEWSREEL_ADMIN_TOKEN</code>.</li>
</ul>
<p class="quiet-text">You stay signed in for 12 hours in this browser. Another token ends that everywhere.</p>`;
