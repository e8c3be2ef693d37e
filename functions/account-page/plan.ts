import { html } from 'hono/html';
import type { Entitlement } from '../entitlement/entitlement';
import { dayOf, type Status } from '../entitlement/standing';
import type { Html } from '../pages/html';
import { planCards } from '../plans-page/cards';
import type { Selling } from '../plans-page/selling';
import type { Account } from './account';

/** What somebody has, until when and why, and what they can do about it. @param selling null where there is no paid plan */
export const planSection = (
  { reader, entitlement, isSubscribed }: Account,
  selling: Selling | null,
): Html => html`<dl class="facts">
<dt>Signed in as</dt><dd>${reader.address}</dd>
${selling === null ? '' : html`<dt>Plan</dt><dd>${PLANS[entitlement.plan]} ${badge(entitlement)}</dd>`}
${until(entitlement)}
</dl>
<p>${entitlement.reason}${entitlement.action === 'manage' && selling !== null ? html` <a href="#payments">See to it under Payments</a>.` : ''}</p>
${selling === null ? '' : dealings(selling, isSubscribed)}`;

const PLANS: Record<Entitlement['plan'], string> = {
  free: 'None',
  pass: 'Pass',
  subscription: 'Subscription',
};

/** In a word. Where nothing was ever bought there is none to say. */
const STATUS_WORDS: Record<Status, string | null> = {
  none: null,
  active: 'active',
  trialing: 'on trial',
  canceling: 'cancelled',
  past_due: 'payment due',
  unpaid: 'unpaid',
  paused: 'paused',
  incomplete: 'not paid',
  ended: 'ended',
  refunded: 'refunded',
  disputed: 'disputed',
  unknown: 'unclear',
};

const GOOD: readonly Status[] = ['active', 'trialing'];

function badge({ status }: Entitlement): Html | '' {
  const word = STATUS_WORDS[status];
  if (word === null) return '';
  return html`<span class="badge ${GOOD.includes(status) ? 'good' : 'bad'}">${word}</span>`;
}

const until = ({ accessUntil }: Entitlement): Html | '' =>
  accessUntil === null
    ? ''
    : html`<dt>Access until</dt><dd><time datetime="${accessUntil}">${dayOf(Date.parse(accessUntil) / 1000)}</time></dd>`;

const dealings = (selling: Selling, isSubscribed: boolean): Html => html`${
  isSubscribed
    ? ''
    : html`<h2>Plans</h2>
<p><a href="/plans">What members have</a></p>
${planCards(selling, true)}`
}
<h2 id="payments">Payments</h2>
<form method="post" action="/portal">
<button class="${isSubscribed ? '' : 'quiet'}">Cards, invoices, cancelling</button>
</form>
<p class="quiet-text">This leads to your own page at Stripe.</p>`;
