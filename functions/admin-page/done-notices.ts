import { html } from 'hono/html';
import type { CycleTotals } from '../cycles/cycle';
import type { Html } from '../pages/html';
import type { ListedSource } from '../sources/source';
import { countOf, written } from './number';
import { type Done, IMPORTED } from './parameters';

/** What was done just now, told once. */
export function doneNotices(
  { added, removed, imported, cycle }: Done,
  sources: readonly ListedSource[],
  found: CycleTotals | null,
): Html {
  const source = sources.find(({ id }) => id === added);
  return html`${source === undefined ? '' : addedNotice(source)}${
    removed === undefined || sources.some(({ id }) => id === removed) ? '' : removedNotice(removed)
  }${imported === undefined ? '' : importedNotice(imported)}${
    cycle === undefined || found !== null ? '' : FORGOTTEN
  }`;
}

const addedNotice = ({ id, title, status }: ListedSource): Html => html`<div class="notice" role="status">
<p><strong>${title}</strong> is added.${status === 'never' ? ' Its articles come with the next fetch.' : ''}</p>
${status === 'never' ? html`<form method="post" action="/fetch?source=${id}"><button class="quiet">Fetch it now</button></form>` : ''}
</div>`;

const removedNotice = (id: string): Html =>
  html`<p class="notice" role="status"><strong>${id}</strong> is removed. Its articles are gone from everywhere within a minute.</p>`;

function importedNotice(imported: string): Html {
  const [added = 0, skipped = 0, failed = 0] = (IMPORTED.exec(imported) ?? []).slice(1).map(Number);
  return html`<p class="notice" role="status"><strong>${countOf(added, 'source')} added</strong>, ${written(skipped)} here already, ${written(failed)} without a usable address.${
    added === 0 ? '' : ' Their articles come with the next fetch.'
  }</p>`;
}

const FORGOTTEN: Html = html`<p class="notice" role="status">That fetch is not known any more: they are for a week.</p>`;
