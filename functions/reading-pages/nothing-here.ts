import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { firstPage } from './links';
import type { List } from './list';

/** What stands where articles would, and what to do. */
export function nothingHere(list: List): Html {
  const { here, source, next, sources } = list;
  if (next !== null) return GOES_ON;
  if (firstPage(here.given).size > 0) return nothingFound(here.path);
  if (here.given.has('cursor')) return html`<div class="empty"><p>There is nothing older.</p></div>`;
  if (source !== null) return NOT_YET_FROM_HERE;
  return sources.choice?.length === 0 ? NO_SOURCES : NOT_YET;
}

const GOES_ON: Html = html`<div class="empty">
<h2>Nothing found so far</h2>
<p>These words are so common that only a part of the articles was looked through. Go on with the older ones.</p>
</div>`;

const nothingFound = (path: string): Html => html`<div class="empty">
<h2>Nothing found</h2>
<p>An article is found when all of the words stand in its title, its summary or its author’s name. Try fewer words, whole ones, or take a filter away.</p>
<p><a class="button quiet" href="${path}">Show everything</a></p>
</div>`;

const NO_SOURCES: Html = html`<div class="empty">
<h2>There are no sources yet</h2>
<p>Once there is one, its news stands here. The admin adds sources, one by one or from another reader’s OPML file.</p>
<p><a class="button" href="/admin">Add sources</a></p>
</div>`;

const NOT_YET: Html = html`<div class="empty">
<h2>The first news is on its way</h2>
<p>Sources are read by a schedule, every half an hour as a rule. How they are doing stands under <a href="/from">Sources</a>.</p>
<p><a class="button quiet" href="/">Look again</a></p>
</div>`;

const NOT_YET_FROM_HERE: Html = html`<div class="empty">
<h2>Nothing from here yet</h2>
<p>It is read with the next cycle, or had nothing to tell.</p>
</div>`;
