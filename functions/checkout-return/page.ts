import { html } from 'hono/html';
import type { Page } from '../pages/page';
import { signInForm } from '../pages/sign-in-form';
import type { Outcome } from './outcome';

/** Soon enough to be there when a card's payment is through, not so often that it tires. */
const RELOAD_SECONDS = 5;

/**
 * The page that somebody comes back to. It says nothing of who paid: whoever has the address of the page sees it.
 * @param isBuyer whether it was bought for who is signed in
 */
export function returnPage(outcome: Outcome | 'unknown' | 'unseen', isBuyer: boolean): Page {
  switch (outcome) {
    case 'paid':
      return { title: 'You’re in', content: isBuyer ? TO_THE_NEWS : TO_SIGN_IN() };
    case 'processing':
      return {
        title: 'Your payment is on its way',
        reloadAfter: RELOAD_SECONDS,
        content: html`<p>It is not through yet; this page looks again by itself. Some banks take days: you may leave,
and your access begins when the money is there.</p>`,
      };
    case 'unseen':
      return {
        title: 'One moment',
        reloadAfter: RELOAD_SECONDS,
        content: html`<p>Stripe does not answer just now, so we can’t see yet what became of your payment. Nothing is
lost; this page looks again by itself.</p>`,
      };
    case 'open':
      return {
        title: 'Not paid yet',
        content: html`<p>This checkout was not finished, and nothing was charged.</p>
<p><a href="/account">Choose a plan</a></p>`,
      };
    case 'expired':
      return {
        title: 'This checkout is over',
        content: html`<p>It was not finished in time, and nothing was charged.</p>
<p><a href="/account">Begin again</a></p>`,
      };
    case 'unknown':
      return {
        title: 'No such checkout',
        status: 404,
        content: html`<p>There is no checkout of this service under this address.</p>
<p><a href="/account">Choose a plan</a></p>`,
      };
  }
}

const TO_THE_NEWS = html`<p>Thank you. All that members have is yours now.</p>
<p><a href="/">Read the news</a>, or see <a href="/account">your account</a>.</p>`;

const TO_SIGN_IN =
  () => html`<p>Thank you. Sign in with the address that you paid with, and all that members have is
yours.</p>
${signInForm()}`;
