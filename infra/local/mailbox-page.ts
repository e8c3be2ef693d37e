import { html } from 'hono/html';
import { localDocument } from './local-document';
import type { Message } from './mailbox-messages';

/** Mails on one page: each is drawn as a page of its own. */
const ON_A_PAGE = 50;

/**
 * The page of the mails that were sent, newest first.
 * @param messages oldest first
 * @param isElsewhere whether mails go to somebody else's SES
 * @param page which one of several, from 1; the nearest that there is
 */
export function mailboxPage(messages: Message[], isElsewhere: boolean, page: number): string {
  const last = Math.max(1, Math.ceil(messages.length / ON_A_PAGE));
  const current = Math.min(Math.max(1, page), last);
  const shown = messages.toReversed().slice((current - 1) * ON_A_PAGE, current * ON_A_PAGE);
  const pages = last === 1 ? '' : pageLinks(current, last);
  return localDocument(
    'Mailbox',
    html`<p>${isElsewhere ? html`<strong>${ELSEWHERE}</strong>` : 'The mails that this Newsreel sent, newest first. None of them left this machine.'} <a href="/_local/mail/">See every kind of mail</a></p>
${messages.length === 0 ? html`<p>No mail was sent yet.</p>` : ''}
${pages}
${shown.map(article)}
${pages}`,
  );
}

const ELSEWHERE =
  'Mails go to where AWS_ENDPOINT_URL_SES says, so they are not here. What is here was sent before.';

const pageLinks = (current: number, last: number) => html`<nav aria-label="Pages">
${current === 1 ? '' : html`<a href="?page=${current - 1}" rel="prev">Newer</a>`}
<span>Page ${current} of ${last}</span>
${current === last ? '' : html`<a href="?page=${current + 1}" rel="next">Older</a>`}
</nav>`;

const article = (message: Message) => html`<article>
<h2>${message.subject}</h2>
<p class="facts"><time datetime="${message.sentAt}">${message.sentAt}</time><br>From ${message.from}<br>To ${message.to.join(', ')}</p>
<iframe title="${message.subject}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${withLinksOutside(message.html)}"></iframe>
<details><summary>Text</summary><pre>${message.text}</pre></details>
<details><summary>Headers</summary><pre>${headerLines(message)}</pre></details>
</article>
`;

const headerLines = ({ headers }: Message): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** Within the frame no form can be sent: what a link leads to opens in a tab of its own. */
const withLinksOutside = (document: string): string => {
  const base = '<base target="_blank">';
  const head = /<head(?:\s[^>]*)?>/i;
  return head.test(document) ? document.replace(head, (start) => start + base) : base + document;
};
