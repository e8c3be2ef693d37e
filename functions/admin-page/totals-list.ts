import { html } from 'hono/html';
import type { Html } from '../pages/html';
import type { SourceStatus } from '../sources/source';
import { moment } from './moment';
import { written } from './number';
import type { Totals } from './overview';

/** All of it in four lines. */
export const totalsList = ({
  byStatus,
  entries,
  articles,
  nextDue,
}: Totals): Html => html`<dl class="facts" id="totals">
<dt>Sources</dt><dd>${sourcesText(byStatus)}</dd>
<dt>Entries in their last readings</dt><dd>${written(entries)}</dd>
<dt>Articles of the last 24 hours</dt><dd>${written(articles.number)}${articles.isMore ? '+' : ''}</dd>
<dt>Next look</dt><dd>${nextLook(nextDue)}</dd>
</dl>`;

const NAMES: Record<SourceStatus, string> = {
  ok: 'ok',
  failing: 'failing',
  gone: 'gone',
  never: 'not fetched yet',
};

function sourcesText(byStatus: Totals['byStatus']): string {
  const all = Object.values(byStatus).reduce((sum, number) => sum + number, 0);
  const parts = (Object.keys(NAMES) as SourceStatus[])
    .filter((status) => byStatus[status] > 0)
    .map((status) => `${written(byStatus[status])} ${NAMES[status]}`);
  return parts.length === 0 ? 'none' : `${written(all)}: ${parts.join(', ')}`;
}

function nextLook(nextDue: Totals['nextDue']): Html | string {
  if (nextDue === null) return 'never, as there is nothing to look at';
  return nextDue === 'now' ? 'as soon as the schedule comes round' : moment(nextDue);
}
