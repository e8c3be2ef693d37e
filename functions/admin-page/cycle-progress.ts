import { html } from 'hono/html';
import type { CycleTotals } from '../cycles/cycle';
import type { Html } from '../pages/html';
import { countOf, written } from './number';

/** Where there is no script the page asks for itself again. */
export const RELOAD: Html = html`<noscript><meta http-equiv="refresh" content="2"></noscript>`;

/** How far a cycle is, which the page's script keeps up to date. */
export const cycleProgress = (
  cycle: CycleTotals,
): Html => html`<section id="cycle" data-cycle="${cycle.cycle}"${
  cycle.finishedAt === null ? '' : html` data-finished`
} aria-labelledby="cycle-title">
<h2 id="cycle-title">This fetch</h2>
<progress aria-labelledby="cycle-title" max="${Math.max(cycle.sources, 1)}" value="${
  cycle.sources === 0 ? 1 : cycle.done
}"></progress>
<p role="status">${cycleText(cycle)}</p>
</section>`;

/** How far a cycle is, in words. The page's script has the same. */
function cycleText({ sources, done, failed, newArticles, finishedAt }: CycleTotals): string {
  if (sources === 0) return 'There was no source to ask.';
  const failures = failed === 0 ? '' : `, ${written(failed)} failed`;
  const news = countOf(newArticles, 'new article');
  if (finishedAt !== null)
    return `Finished: ${countOf(sources, 'source')} asked${failures}, ${news}. All can be found by search.`;
  if (done < sources)
    return `${written(done)} of ${countOf(sources, 'source')} asked${failures}, ${news} so far.`;
  return `${countOf(sources, 'source')} asked${failures}, ${news}. Making them searchable…`;
}
