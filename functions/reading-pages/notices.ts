import { html } from 'hono/html';
import type { Html } from '../pages/html';

/** Shown by the page's script where the connection is gone. */
export const OFFLINE: Html = html`<p id="offline" class="notice" role="status" hidden>The news can’t be reached just now, or you are offline. What you see was here before.</p>`;

/** What says that what is shown is no news. */
export const sampleNotice = (isSample: boolean): Html | '' =>
  isSample
    ? html`<p class="notice"><strong>These are samples.</strong> They came with Newsreel and are no news. They go away once a source of your own answers.</p>`
    : '';
