import { html } from 'hono/html';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import type { Address } from '../readers/address';

/** What there is to leave behind. */
interface Leaving {
  /** whether there is a paid plan here */
  isPaid: boolean;
  /** whether a subscription would be charged for again */
  goesOn: boolean;
}

/** The page that says what goes when somebody is forgotten, and what stays. */
export const deletePage = (address: Address, { isPaid, goesOn }: Leaving): Page => ({
  title: 'Delete your account',
  place: 'account',
  content: html`<p>This deletes all that is known here of ${address}, at once and for good:</p>
<ul>
<li>your address and every sign-in, here and elsewhere,</li>
<li>your digest, and the list of mails that were sent to you${
    isPaid
      ? html`,</li>
<li>what you have bought. What is left of a pass, or of days that you have paid for, is lost`
      : ''
  }.</li>
</ul>
${isPaid ? html`<p>Stripe keeps what the law makes a seller keep: your payments and their invoices.</p>` : ''}
<form method="post" action="/account/delete">
${goesOn ? CANCEL : ''}
<div class="actions">
<button class="danger">Delete my account</button>
<a href="/account">Keep it</a>
</div>
</form>`,
});

const CANCEL: Html = html`<p class="notice warning">You have a subscription that goes on. It ends with your account, at once, and nothing more is charged. To use up what you have paid for, cancel it in <a href="/account#payments">your account</a> first, and come back when it is over.</p>
<label class="choice"><input type="checkbox" name="cancel" value="true" required> Cancel my subscription now</label>`;
