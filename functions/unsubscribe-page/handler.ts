import { html } from 'hono/html';
import type { Subscription } from '../digests/roster';
import { readUnsubscribeToken, unsubscribeToken } from '../digests/unsubscribe-token';
import { type Answer, api } from '../http/api';
import { readParameters } from '../http/parameters';
import { problemPage } from '../pages/problem-page';
import { openTable } from '../table/client';
import { ended, notOurLink, unsubscribePage } from '../unsubscribe/pages';
import { unsubscribeParameters } from '../unsubscribe/parameters';
import { rhythmText } from './rhythm';

/** `GET /unsubscribe`: asks whether a digest is to end, and changes nothing: mail scanners follow every link. */
export const handler = api(async ({ query }) => {
  const { token = '' } = readParameters(unsubscribeParameters, query);
  const subscription = await readUnsubscribeToken(openTable(), token);
  return subscription === null ? notOurLink() : ask(subscription);
}, problemPage);

function ask(subscription: Subscription): Promise<Answer> {
  const rhythm = rhythmText(subscription.settings);
  if (rhythm === null) return ended('Ended already');
  return unsubscribePage({
    title: 'No more digests?',
    content: html`<p>The digest that this link came with is sent ${rhythm}.</p>
<form method="post" action="/unsubscribe?token=${unsubscribeToken(subscription)}">
<button>End it</button>
</form>
<p class="quiet-text">Mails about signing in and payments still come. To have it at another time instead, see <a href="/account#digest">your account</a>.</p>`,
  });
}
