import { html } from 'hono/html';
import type { Answer } from '../http/api';
import { pageAnswer } from './answer';
import { signInForm } from './sign-in-form';

/** What a person sees whose link does not work, or no longer; with a way to another. */
export const linkIsOver = (status: number): Promise<Answer> =>
  pageAnswer({
    title: 'This link is over',
    place: 'account',
    status,
    content: html`<p>A link works once, and for a quarter of an hour. This one has been used or has run out.</p>
<p>If you have just used it, you are signed in already: see <a href="/account">your account</a>. Otherwise, have another:</p>${signInForm()}`,
  });
