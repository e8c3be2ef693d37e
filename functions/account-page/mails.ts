import { html } from 'hono/html';
import { USUAL_TIME_ZONE } from '../digests/settings';
import { timesIn } from '../mail/digest-time';
import type { ListedMail } from '../my-mails/mails';
import type { Html } from '../pages/html';
import type { Account } from './account';

/** How many stand on the page. */
const MOST = 10;

/** What was mailed to somebody lately, and what became of it. */
export function mailsSection({ mails, digest }: Account): Html {
  if (mails.length === 0) {
    return html`<h2>Mails to you</h2>
<p>None was sent lately.</p>`;
  }
  const zone = digest?.timeZone ?? USUAL_TIME_ZONE;
  const timeOf = timesIn(zone);
  const latest = mails.slice(0, MOST);
  return html`<h2>Mails to you</h2>
<p class="quiet-text">${mails.length > MOST ? `The latest ${MOST} of ${mails.length}; times` : 'Times'} are of ${zone}.</p>
<ul>
${latest.map(
  ({ subject, sentAt, state }) =>
    html`<li><bdi>${subject}</bdi><span class="hint"><time datetime="${sentAt}">${timeOf(sentAt)}</time> · ${STATE_WORDS[state]}</span></li>
`,
)}</ul>`;
}

const STATE_WORDS: Record<ListedMail['state'], string> = {
  sending: 'being sent',
  sent: 'sent',
  delivered: 'arrived',
  delayed: 'your mail server does not take it yet; it is tried again',
  bounced: 'came back: your mail server did not take it',
  complained: 'marked as spam',
  rejected: 'not sent: something bad was found in it',
  refused: 'not sent',
  uncertain: 'may have been sent, and is not sent again',
};
