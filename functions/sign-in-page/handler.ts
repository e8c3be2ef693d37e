import { html } from 'hono/html';
import { type Answer, api } from '../http/api';
import { readParameters } from '../http/parameters';
import { pageAnswer } from '../pages/answer';
import { linkIsOver } from '../pages/link-is-over';
import { problemPage } from '../pages/problem-page';
import { signInForm } from '../pages/sign-in-form';
import type { Address } from '../readers/address';
import { readSignInLink } from '../readers/sign-in-link';
import { openTable } from '../table/client';
import { signInPageParameters } from './parameters';

/**
 * `GET /sign-in`: a form that asks for a link. With a link's token a button that spends it: mail scanners follow
 * every link, so the link itself changes nothing.
 */
export const handler = api(async ({ query }) => {
  const { token } = readParameters(signInPageParameters, query);
  if (token === undefined) return askForALink();
  const address = await readSignInLink(openTable(), token);
  return address === null ? linkIsOver(410) : confirm(token, address);
}, problemPage);

const askForALink = (): Promise<Answer> =>
  pageAnswer({
    title: 'Sign in',
    place: 'account',
    content: html`<p>No password: you get a mail with a link that signs you in.</p>${signInForm()}`,
  });

const confirm = (token: string, address: Address): Promise<Answer> =>
  pageAnswer({
    title: 'Sign in',
    place: 'account',
    content: html`<p>You are about to sign in as <strong>${address}</strong>.</p>
<form method="post" action="/sign-in/confirm">
<input type="hidden" name="token" value="${token}">
<button>Sign in</button>
</form>
<p class="quiet-text">Not yours? Then close this page.</p>`,
  });
