import { html } from 'hono/html';
import type { Html } from './html';

/** The form that asks for a sign-in link. */
export const signInForm = (): Html => html`<form method="post" action="/sign-in">
<label for="email">Your mail address</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required>
<button>Mail me a link</button>
</form>`;
