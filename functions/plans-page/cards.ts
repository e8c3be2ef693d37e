import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { priceText } from '../stripe/price';
import type { PassOffer } from '../stripe/settings';
import type { Selling } from './selling';

/** What is sold, each with the button that leads to Stripe. @param isSignedIn whether it is known for whom */
export const planCards = ({ pass, subscription }: Selling, isSignedIn: boolean): Html =>
  html`<form method="post" action="/checkout">
${isSignedIn ? '' : ADDRESS}
<div class="cards">
${subscription === null ? '' : subscriptionCard(subscription.price)}
${passCard(pass, subscription !== null)}
</div>
</form>
<p class="quiet-text">You pay on a page of Stripe’s; your card’s number never comes here.</p>`;

/** Whoever pays first signs in after, by the same address. */
const ADDRESS = html`<label for="buyer">Your mail address <span class="hint">Sign in by it once you have paid.</span></label>
<input id="buyer" name="email" type="email" autocomplete="email" maxlength="254" required>`;

const subscriptionCard = (price: string | null): Html => html`<section class="card">
<h3>Subscription</h3>
${price === null ? '' : html`<p class="price">${price}</p>`}
<p>It renews itself until you cancel it, which you can at any time.${price === null ? ' Its price is on the next page.' : ''}</p>
<button name="plan" value="subscription">Subscribe</button>
</section>`;

const passCard = (
  { amount, currency, days }: PassOffer,
  isSecond: boolean,
): Html => html`<section class="card">
<h3>Pass for ${days} ${days === 1 ? 'day' : 'days'}</h3>
<p class="price">${priceText(amount, currency)}</p>
<p>Paid once; it ends by itself. Passes add up.</p>
<button name="plan" value="pass" class="${isSecond ? 'quiet' : ''}">Buy a pass</button>
</section>`;
