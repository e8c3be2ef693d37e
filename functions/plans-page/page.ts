import { html } from 'hono/html';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import { signInForm } from '../pages/sign-in-form';
import { planCards } from './cards';
import { type Selling, stripePages } from './selling';

/** Who looks at the plans and is signed in. */
export interface Buyer {
  /** what they have, in sentences */
  reason: string;
  /** something is charged for, or could be again: subscribing once more would be paying twice */
  isSubscribed: boolean;
}

/**
 * The page of what there is, for whom, and what it costs.
 * @param selling null where there is no paid plan
 * @param buyer null where nobody is signed in
 */
export const plansPage = (selling: Selling | null, buyer: Buyer | null): Page => ({
  title: 'Membership',
  place: 'plans',
  formsLeadTo: selling === null ? [] : stripePages(),
  content: html`<p>Reading is open. Members take the news along.</p>
<div class="cards">
${FOR_EVERYBODY}
${FOR_MEMBERS}
</div>
${selling === null ? nothingToPay(buyer) : plans(selling, buyer)}`,
});

const FOR_EVERYBODY = html`<section class="card">
<h2>Everybody has</h2>
<ul>
<li>all the news, with search and filters</li>
<li>feeds of all of it or of any search, as Atom, RSS and JSON</li>
<li>the API, for programs of their own</li>
</ul>
</section>`;

const FOR_MEMBERS = html`<section class="card">
<h2>Members have</h2>
<ul>
<li>digests by mail: what is new, each day or week, at the hour that they choose</li>
<li>the export of everything, or of what a search finds, as CSV, JSON or NDJSON</li>
</ul>
</section>`;

const nothingToPay = (buyer: Buyer | null): Html => html`<h2>All of it is free here</h2>
${
  buyer === null
    ? html`<p>Whoever signs in has what members have. There is no password: a link comes by mail.</p>
${signInForm()}`
    : html`<p>You are signed in, so all of it is yours.</p>
<p><a class="button" href="/account">Your account</a></p>`
}`;

function plans(selling: Selling, buyer: Buyer | null): Html {
  if (buyer?.isSubscribed) {
    return html`<h2>You have a subscription</h2>
<p>${buyer.reason}</p>
<p><a class="button" href="/account">See to it in your account</a></p>`;
  }
  return html`<h2>Plans</h2>
${buyer === null ? html`<p>Members already? <a href="/sign-in">Sign in</a>.</p>` : html`<p>${buyer.reason}</p>`}
${planCards(selling, buyer !== null)}`;
}
