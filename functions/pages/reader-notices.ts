import { html } from 'hono/html';
import type { Entitlement } from '../entitlement/entitlement';
import type { Reader } from '../readers/reader';
import type { Html } from './html';

/** What a reader is to see to: a payment that is open, mail that does not reach them. Null where there is nothing. */
export function readerNotices({ mail }: Pick<Reader, 'mail'>, entitlement: Entitlement): Html | null {
  const notices = [
    ...(entitlement.action === 'pay' ? [toPay(entitlement)] : []),
    ...(mail === 'ok' ? [] : [MAIL_TROUBLE[mail]]),
  ];
  return notices.length === 0 ? null : html`${notices}`;
}

const toPay = ({ reason, payUrl }: Entitlement): Html =>
  html`<p class="notice warning">${reason} ${
    payUrl === null
      ? html`<a href="/account#payments">See what is open</a>`
      : html`<a href="${payUrl}">Pay what is open</a>`
  }</p>`;

const MAIL_TROUBLE: Record<'bounced' | 'complained', Html> = {
  bounced: html`<p class="notice warning">Mail to your address came back, so no digest is sent. Once your mailbox takes mail again, <a href="/sign-in">sign in by a new link</a>, and they begin anew.</p>`,
  complained: html`<p class="notice warning">A mail of ours was marked as spam at your mailbox, so no digest is sent. To have them again, save your digest anew in <a href="/account#digest">your account</a>.</p>`,
};
