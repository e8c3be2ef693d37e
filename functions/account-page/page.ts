import { html } from 'hono/html';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import { readerNotices } from '../pages/reader-notices';
import { signInForm } from '../pages/sign-in-form';
import { planCards } from '../plans-page/cards';
import { type Selling, stripePages } from '../plans-page/selling';
import type { Account } from './account';
import { digestSection } from './digest';
import { exportSection } from './export';
import { mailsSection } from './mails';
import type { AccountParameters } from './parameters';
import { planSection } from './plan';

/** The page for who is not signed in. @param selling null where there is no paid plan */
export const strangerPage = (selling: Selling | null, { isForgotten, wish }: AccountParameters): Page => ({
  title: 'Your account',
  place: 'account',
  formsLeadTo: selling === null ? [] : stripePages(),
  notices: html`${isForgotten ? FORGOTTEN : ''}${wish === null ? '' : SIGN_IN_FOR_DIGEST}`,
  content: html`<p>Sign in with a link that comes by mail. There is no password.</p>
${signInForm()}
${selling === null ? '' : plansForStrangers(selling)}`,
});

const FORGOTTEN = html`<p class="notice" role="status">You are forgotten: nothing is known of you here any more. Goodbye, and come back whenever you like.</p>
`;

const SIGN_IN_FOR_DIGEST = html`<p class="notice">To have this by mail, sign in first. Then come back to what you searched for, and choose “Have this by mail” once more.</p>
`;

const plansForStrangers = (selling: Selling): Html => html`<h2>Plans</h2>
<p>Digests by mail and the export are for members: <a href="/plans">what each has</a>. You can pay first and sign in after.</p>
${planCards(selling, false)}`;

/** The page for who is signed in. @param selling null where there is no paid plan */
export const accountPage = (account: Account, selling: Selling | null, asked: AccountParameters): Page => ({
  title: 'Your account',
  place: 'account',
  script: 'account',
  formsLeadTo: selling === null ? [] : stripePages(),
  notices: readerNotices(account.reader, account.entitlement) ?? html``,
  content: html`${planSection(account, selling)}
${digestSection(account, asked)}
${exportSection(account.entitlement)}
${mailsSection(account)}
${LEAVING}`,
});

const LEAVING = html`<h2>This browser</h2>
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
<h2>Leave for good</h2>
<p>You can have everything deleted that is known of you here.</p>
<p><a class="button quiet" href="/account/delete">Delete your account</a></p>`;
