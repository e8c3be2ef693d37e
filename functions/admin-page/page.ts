import { html } from 'hono/html';
import type { Html } from '../pages/html';
import type { Page } from '../pages/page';
import { sampleNotice } from '../reading-pages/notices';
import { isSample } from '../sources/sample';
import { cycleProgress, RELOAD } from './cycle-progress';
import { doneNotices } from './done-notices';
import type { Overview } from './overview';
import type { Done } from './parameters';
import { sourcesTable } from './sources-table';
import { totalsList } from './totals-list';

/** The page of the admin. @param done what was done just now */
export const adminPage = ({ sources, totals, cycle }: Overview, done: Done): Page => ({
  title: 'Admin',
  place: 'admin',
  isWide: true,
  script: 'admin',
  ...(cycle !== null && cycle.finishedAt === null && { head: RELOAD }),
  notices: html`${doneNotices(done, sources, cycle)}${sampleNotice(sources.some(({ id }) => isSample(id)))}`,
  content: html`${totalsList(totals)}
${FETCH}
${cycle === null ? '' : cycleProgress(cycle)}
${sourcesTable(sources)}
${ADD}
${OPML}
<h2>This browser</h2>
<form method="post" action="/admin/sign-out"><button class="quiet">Sign out</button></form>`,
});

const FETCH: Html = html`<form method="post" action="/fetch">
<p class="quiet-text">Asks every source now, but those that are gone and those whose server wants to be left alone until later.</p>
<button>Fetch now</button>
</form>`;

const ADD: Html = html`<h2 id="add">Add a source</h2>
<form method="post" action="/sources" data-busy="Looking for its feed…">
<label for="url">Address <span class="hint">Of a feed, or of a page that has one: it is asked first, which may take some seconds.</span></label>
<input id="url" name="url" type="url" inputmode="url" maxlength="2048" placeholder="https://" required>
<label for="title">Title <span class="hint">Its own where you leave this empty.</span></label>
<input id="title" name="title" maxlength="500">
<button>Add it</button>
</form>
<p class="quiet-text">Sources with a login and JSON APIs are added from a file, by <code>npx news sources add --file</code>, or by <code>POST /sources</code>; <a href="/openapi.json">the API</a> says which fields there are.</p>`;

const OPML: Html = html`<h2>From another reader, and to it</h2>
<form method="post" action="/sources.opml" enctype="multipart/form-data">
<label for="opml">OPML file <span class="hint">Most readers export one. Sources that are here already stay as they are.</span></label>
<input id="opml" name="opml" type="file" accept=".opml,.xml,text/x-opml,text/xml,application/xml" required>
<button>Import</button>
</form>
<p><a href="/sources.opml">Export all sources as OPML</a></p>`;
