import { html } from 'hono/html';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import { signInForm } from '../pages/sign-in-form';
import type { Outcome } from './outcome';

/** Looks a second apart: a card's payment is through by then. Stripe may say so a moment after it sent the person back. */
const QUICK_LOOKS = 10;
const QUICK_SECONDS = 1;

/** After that, soon enough to be there, not so often that it tires. */
const SLOW_SECONDS = 5;

/** What `look` can count to. */
const LAST_LOOK = 999;

export interface Return {
  /** `cs_…` */
  session: string;
  outcome: Outcome | 'unknown' | 'unseen';
  /** whether it was bought for who is signed in */
  isBuyer: boolean;
  /** which look of the page at Stripe this is, from 1 */
  look: number;
}

/** The page that somebody comes back to. It says nothing of who paid: whoever has the address of the page sees it. */
export const returnPage = (back: Return): Page => ({ place: 'account', ...pageOf(back) });

function pageOf(back: Return): Page {
  const isQuick = back.look < QUICK_LOOKS;
  switch (back.outcome) {
    case 'paid':
      return { title: 'You’re in', content: back.isBuyer ? TO_THE_NEWS : toSignIn() };
    case 'processing':
      return lookingAgain(back, isQuick ? CONFIRMING : ON_ITS_WAY);
    case 'unseen':
      return lookingAgain(back, UNSEEN);
    case 'open':
      return isQuick ? lookingAgain(back, CONFIRMING) : NOT_PAID;
    case 'expired':
      return {
        title: 'This checkout is over',
        content: html`<p>It was not finished in time, and nothing was charged.</p>
<p><a class="button" href="/plans">Begin again</a></p>`,
      };
    case 'unknown':
      return {
        title: 'No such checkout',
        status: 404,
        content: html`<p>There is no checkout of this service under this address.</p>
<p><a class="button" href="/plans">Choose a plan</a></p>`,
      };
  }
}

type Waiting = Pick<Page, 'title' | 'content'>;

/** The page asks for itself again, and counts how often it did. */
function lookingAgain({ session, look }: Return, waiting: Waiting): Page {
  const next = Math.min(look + 1, LAST_LOOK);
  const address = `/checkout/return?session_id=${session}&look=${next}`;
  const seconds = look < QUICK_LOOKS ? QUICK_SECONDS : SLOW_SECONDS;
  return {
    ...waiting,
    headers: { refresh: `${seconds}; url=${address}` },
    content: html`<div role="status">${waiting.content}</div>
<p class="quiet-text">This page looks again by itself. Should it not, <a href="${address}">look again</a>.</p>`,
  };
}

const CONFIRMING: Waiting = {
  title: 'Confirming your payment…',
  content: html`<p>Stripe is confirming your payment. That takes a few seconds.</p>`,
};

const ON_ITS_WAY: Waiting = {
  title: 'Your payment is on its way',
  content: html`<p>It is not through yet. Some banks take days: you may leave, and your access begins when the money is
there.</p>`,
};

const UNSEEN: Waiting = {
  title: 'One moment',
  content: html`<p>Stripe does not answer just now, so we can’t see yet what became of your payment. Nothing is lost.</p>`,
};

const NOT_PAID: Page = {
  title: 'Not paid yet',
  content: html`<p>This checkout was not finished, and nothing was charged.</p>
<p><a class="button" href="/plans">Choose a plan</a></p>`,
};

const TO_THE_NEWS: Html = html`<p>Thank you. All that members have is yours now.</p>
<p><a class="button" href="/">Read the news</a></p>
<p>In <a href="/account">your account</a> you can have a digest mailed, and export everything.</p>`;

const toSignIn =
  (): Html => html`<p>Thank you. Sign in with the address that you paid with, and all that members have is
yours.</p>
${signInForm()}`;
