import { html } from 'hono/html';
import { type DigestSettings, USUAL_HOUR, USUAL_TIME_ZONE } from '../digests/settings';
import { isMailSetUp } from '../mail/send';
import type { Html } from '../pages/html';
import { rhythmText } from '../unsubscribe-page/rhythm';
import type { Account } from './account';
import { digestForm } from './digest-form';
import type { AccountParameters, Wish } from './parameters';

/** The digest that a reader has, and the form to have another; who can have none sees why, and the way. */
export const digestSection = (
  account: Account,
  asked: AccountParameters,
): Html => html`<h2 id="digest">Digest by mail</h2>
${asked.isDigestSaved ? savedNotice(account.digest) : ''}
${contentFor(account, asked.wish)}`;

const savedNotice = (digest: DigestSettings | null): Html =>
  html`<p class="notice" role="status">Saved: ${
    digest === null || digest.every === 'never'
      ? 'no digest is sent to you'
      : `you get your digest ${rhythmText(digest)}, if there is news`
  }.</p>`;

function contentFor({ entitlement, digest, sources, lostSources }: Account, wish: Wish | null): Html {
  if (!isMailSetUp()) {
    return html`<p>Mail is not set up here, so no digest can be sent. Who runs this service can change that.</p>
${endForm(digest)}`;
  }
  if (!entitlement.isMember) {
    return html`<p>Digests are for members. ${entitlement.reason} <a href="/plans">See what there is</a>.</p>
${endForm(digest)}`;
  }
  return html`<p>What is new, by mail: each day, or each Monday. Where there is nothing new none comes.</p>
${wish === null ? '' : wishNotice(digest)}
${wish !== null || lostSources.length === 0 ? '' : lostNotice(lostSources)}
${digestForm(without(lostSources, wantedOf(digest, wish)), { sources, isFirst: digest === null })}`;
}

/** What was asked for before is sent again once there is a plan, unless its reader ends it. */
const endForm = (digest: DigestSettings | null): Html | '' =>
  digest === null || digest.every === 'never'
    ? ''
    : html`<p>You have asked for one ${rhythmText(digest)}. It waits until one can be sent.</p>
<form method="post" action="/account/digest">
<input type="hidden" name="every" value="never">
<button class="quiet">I want none any more</button>
</form>`;

const wishNotice = (digest: DigestSettings | null): Html =>
  html`<p class="notice">${
    digest === null || digest.every === 'never'
      ? 'This is what you searched for. Save it, and it comes by mail.'
      : 'This is what you searched for. Saved, it comes in place of the digest that you have.'
  }</p>`;

const lostNotice = (lost: readonly string[]): Html =>
  html`<p class="notice warning">Your digest is of sources that are no longer here: ${lost.join(', ')}. Choose others and save, or none, and it is of all.</p>`;

/** What can't be chosen any more is not kept by who saves something else. */
const without = (lost: readonly string[], wanted: DigestSettings): DigestSettings => ({
  ...wanted,
  sources: wanted.sources.filter((id) => !lost.includes(id)),
});

const USUAL: DigestSettings = {
  every: 'never',
  hour: USUAL_HOUR,
  timeZone: USUAL_TIME_ZONE,
  search: null,
  sources: [],
  categories: [],
};

/** What the form shows: what is set, with what was searched for in place of what it is of. */
function wantedOf(digest: DigestSettings | null, wish: Wish | null): DigestSettings {
  const known = digest ?? USUAL;
  if (wish === null) return known;
  return { ...known, ...wish, every: known.every === 'never' ? 'day' : known.every };
}
