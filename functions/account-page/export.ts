import { html } from 'hono/html';
import type { Entitlement } from '../entitlement/entitlement';
import type { Html } from '../pages/html';

/** All articles, or those that a search finds, as files. The page's script fetches one part after another. */
export const exportSection = ({ isMember, reason }: Entitlement): Html => html`<h2 id="export">Export</h2>
${isMember ? EXPORT_FORM : html`<p>All articles as a file are for members. ${reason} <a href="/plans">See what there is</a>.</p>`}`;

const EXPORT_FORM = html`<p>All articles, or those that a search finds, as files of your own.</p>
<form method="get" action="/account/export" id="export-form">
<label for="format">Format</label>
<select id="format" name="format">
<option value="csv">CSV, for spreadsheets</option>
<option value="json">JSON</option>
<option value="ndjson">NDJSON, an article a line</option>
</select>
<label for="export-search">Only what a search finds</label>
<input id="export-search" name="search" maxlength="1000" placeholder="All articles">
<div class="row">
<div><label for="since">Published since <span class="hint">this day and later</span></label>
<input id="since" name="since" type="date"></div>
<div><label for="until">Published before <span class="hint">this day is not in it</span></label>
<input id="until" name="until" type="date"></div>
</div>
<p class="quiet-text" id="export-first-part">The file holds the newest, 5,000 at least. To have more, choose earlier days; or <code>npx news export</code> writes all into one file.</p>
<button>Export</button>
</form>
<p id="export-state" role="status"></p>`;
