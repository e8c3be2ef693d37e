import { html } from 'hono/html';
import type { Entitlement } from '../entitlement/entitlement';
import type { Html, Page } from '../pages/page';
import { signInForm } from '../pages/sign-in-form';
import type { Address } from '../readers/address';
import { priceText } from '../stripe/price';
import type { PassOffer } from '../stripe/settings';

/** What somebody who is signed in sees of themselves. */
export interface Account {
  address: Address;
  entitlement: Entitlement;
  /** something is charged for, or could be again: subscribing once more would be paying twice */
  isSubscribed: boolean;
  /** they have paid something, or were about to */
  isCustomer: boolean;
}

/** What is sold. */
export interface Selling {
  pass: PassOffer;
  /** whether there is a subscription besides */
  hasSubscription: boolean;
  /** where the forms lead to after our own answer: Stripe's pages */
  origins: readonly string[];
}

/** The page for who is not signed in. @param selling null where there is no paid plan */
export const strangerPage = (selling: Selling | null): Page => ({
  title: 'Your account',
  formsLeadTo: selling?.origins ?? [],
  content: html`<p>Sign in with a link that comes by mail. There is no password.</p>
${signInForm()}
${selling === null ? '' : anonymousPlans(selling)}`,
});

/** The page for who is signed in. @param selling null where there is no paid plan */
export const accountPage = (account: Account, selling: Selling | null): Page => ({
  title: 'Your account',
  formsLeadTo: selling?.origins ?? [],
  content: html`<p>You are signed in as ${account.address}.</p>
<p>${account.entitlement.reason}</p>
${selling === null ? '' : dealings(account, selling)}
<h2>This browser</h2>
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
<p class="quiet-text">To have digests by mail, or others, send <code>PUT /me/digest</code> to the API. To be forgotten with all that is known of you here, send <code>DELETE /me</code> to the API.</p>`,
});

function dealings({ entitlement, isSubscribed, isCustomer }: Account, selling: Selling): Html {
  const { payUrl } = entitlement;
  return html`${payUrl === null ? '' : html`<p><a href="${payUrl}">Pay what is open</a></p>`}
${isSubscribed ? '' : html`<h2>Plans</h2>${planForm(selling)}`}
${isCustomer ? portalForm(isSubscribed) : ''}`;
}

const planForm = (
  { pass, hasSubscription }: Selling,
  fields: Html | '' = '',
): Html => html`<form method="post" action="/checkout">
${fields}${hasSubscription ? html`<button name="plan" value="subscription">Subscribe</button>` : ''}
<button name="plan" value="pass" class="${hasSubscription ? 'quiet' : ''}">${passText(pass)}</button>
</form>
<p class="quiet-text">${hasSubscription ? SUBSCRIPTION_TEXT : ''} A pass ends by itself.</p>`;

const SUBSCRIPTION_TEXT = 'A subscription renews itself until you cancel it; its price is on the next page.';

const passText = ({ amount, currency, days }: PassOffer): string =>
  `Pass for ${days} ${days === 1 ? 'day' : 'days'}, ${priceText(amount, currency)}`;

const portalForm = (isMain: boolean): Html => html`<h2>Payments</h2>
<form method="post" action="/portal">
<button class="${isMain ? '' : 'quiet'}">Cards, invoices, cancelling</button>
</form>`;

const anonymousPlans = (selling: Selling): Html => html`<h2>Plans</h2>
<p>Export and mail digests are for members. You can pay first and sign in after.</p>
${planForm(
  selling,
  html`<label for="buyer">Your mail address</label>
<input id="buyer" name="email" type="email" autocomplete="email" maxlength="254" required>
`,
)}`;
