import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { isSample } from '../sources/sample';
import type { ListedSource } from '../sources/source';
import type { Calendar } from './days';
import { hostOf } from './entry';

/** What stands above a source's articles: what it is called, where it lives and how it is doing. */
export const sourceHead = (
  source: ListedSource,
  calendar: Calendar,
): Html => html`<h1 dir="auto">${source.title}</h1>
<p class="byline">${isSample(source.id) ? html`<span class="badge">sample</span> · ` : ''}${
  source.homepage === null
    ? ''
    : html`<a href="${source.homepage}" rel="noopener">${hostOf(source.homepage)} ↗</a> · `
}${healthOf(source, calendar)}</p>
`;

/** How a source is doing, for who reads it. */
export function healthOf({ status, lastFetchedAt, lastError }: ListedSource, calendar: Calendar): Html {
  const at = lastFetchedAt === null ? '' : timeElement(lastFetchedAt, calendar);
  switch (status) {
    case 'ok':
      return html`read ${at}`;
    case 'failing':
      return html`<span class="badge bad">failing</span> since it was asked ${at}: ${lastError ?? 'it does not answer'}`;
    case 'gone':
      return html`<span class="badge bad">gone</span> Its server says that it is over for good`;
    case 'never':
      return html`not read yet`;
  }
}

const timeElement = (moment: string, calendar: Calendar): Html =>
  html`<time datetime="${moment}">${calendar.wholeOf(new Date(moment))}</time>`;
