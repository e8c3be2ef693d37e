import { html } from 'hono/html';
import type { Message } from './mailbox-messages';

/**
 * The page of the mails that were sent, newest first.
 * @param messages oldest first
 * @param isElsewhere whether mails go to somebody else's SES
 */
export function mailboxPage(messages: Message[], isElsewhere: boolean): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mailbox</title>
<style>
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; }
h1, h2 { font-family: Georgia, serif; font-weight: normal; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 1.3rem; }
article { margin-top: 3rem; }
.facts { margin: .25rem 0 1rem; opacity: .75; overflow-wrap: anywhere; }
iframe { width: 100%; height: 36rem; border: 1px solid #8886; border-radius: 8px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Mailbox</h1>
<p>${isElsewhere ? html`<strong>${ELSEWHERE}</strong>` : 'The mails that this Newsreel sent, newest first. None of them left this machine.'}</p>
${messages.length === 0 ? html`<p>No mail was sent yet.</p>` : ''}
${messages.toReversed().map(article)}
</body>
</html>
`.toString();
}

const ELSEWHERE =
  'Mails go to where AWS_ENDPOINT_URL_SES says, so they are not here. What is here was sent before.';

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
