import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { isSample } from '../sources/sample';
import type { ListedSource, SourceStatus } from '../sources/source';
import { moment } from './moment';
import { written } from './number';

/**
 * All sources and how each is doing. One form is around all of them, and each button says where it leads: that keeps
 * a row short where there are a thousand.
 */
export const sourcesTable = (
  sources: readonly ListedSource[],
): Html => html`<section id="sources" aria-labelledby="sources-title">
<h2 id="sources-title">Sources</h2>
${
  sources.length === 0
    ? NONE
    : html`<form method="post" action="/fetch"><div class="table-frame"><table class="keeping">
<thead><tr><th scope="col">Source<th scope="col">Status<th scope="col">Last fetch<th scope="col">Next fetch<th scope="col" class="number">Entries<th scope="col">Actions</tr></thead>
<tbody>
${sources.map(row)}</tbody>
</table></div></form>`
}
</section>`;

const NONE: Html = html`<p>There are none yet. <a href="#add">Add the first</a>, or import an OPML file of another reader.</p>`;

const row = (
  source: ListedSource,
): Html => html`<tr><th scope="row"><a id="of-${source.id}" href="/from/${source.id}" dir="auto">${source.title}</a>${
  isSample(source.id) ? SAMPLE : ''
}${source.lastError === null ? '' : html`<small>${source.lastError}</small>`}<td>${BADGES[source.status]}<td>${
  source.lastFetchedAt === null ? '–' : moment(source.lastFetchedAt)
}<td>${nextFetch(source)}<td class="number">${written(source.entries)}<td>${actions(source)}</tr>
`;

const SAMPLE: Html = html` <span class="badge">sample</span>`;

const BADGES: Record<SourceStatus, Html> = {
  ok: html`<span class="badge good">ok</span>`,
  failing: html`<span class="badge bad">failing</span>`,
  gone: html`<span class="badge bad">gone</span>`,
  never: html`<span class="badge">never</span>`,
};

function nextFetch({ status, nextFetchAt }: ListedSource): Html | string {
  if (status === 'gone') return '–';
  return nextFetchAt === null ? 'due' : moment(nextFetchAt);
}

/** No source that is gone is asked again. The group has the name of the source: buttons that are read out need it. */
const actions = ({ id, status }: ListedSource): Html =>
  html`<div role="group" aria-labelledby="of-${id}">${
    status === 'gone' ? '' : html`<button class="quiet" formaction="/fetch?source=${id}">Fetch</button>`
  }<details><summary>Remove</summary><button class="danger" formaction="/sources/${id}/remove">Remove for good</button></details></div>`;
