import { html } from 'hono/html';
import type { Html } from '../pages/html';
import { firstPage, type Here, withoutFilter } from './links';
import type { List } from './list';

/** Categories of a page to choose from: those that most of its articles are in. */
const MOST_CATEGORIES = 30;

/** The search box. It keeps the filters that there are. */
export const searchForm = (
  here: Here,
): Html => html`<form class="search" role="search" action="${here.path}" method="get">
<label class="hidden" for="search">Search</label>
<input type="search" id="search" name="search" value="${here.given.get('search') ?? ''}" placeholder="Search titles, summaries and authors" maxlength="1000" autocomplete="off" enterkeyhint="search">
${kept(here, 'search')}<button>Search</button>
</form>`;

/** Filters by source and category, where there is something to choose from. */
export function filterForm(list: List): Html {
  const {
    here,
    source,
    sources: { choice },
  } = list;
  const chosen = here.given.get('source') ?? '';
  const bySource =
    source !== null || choice === null || choice.length < 2
      ? ''
      : html`<div><label for="source">Source</label>
<select id="source" name="source"><option value="">All sources</option>${choice.map(
          ({ id, title }) =>
            html`<option value="${id}"${id === chosen ? html` selected` : ''}>${title}</option>`,
        )}</select></div>`;
  return html`<details class="filters"><summary>Filter</summary>
<form id="filters" action="${here.path}" method="get"><div class="row">
${bySource}
<div><label for="category">Category</label>
<input id="category" name="category" list="categories" value="${here.given.get('category') ?? ''}" maxlength="200" autocomplete="off">
<datalist id="categories">${usualCategories(list).map((category) => html`<option value="${category}"></option>`)}</datalist></div>
<div><label for="since">From</label>${timeField(here, 'since')}</div>
<div><label for="until">Before</label>${timeField(here, 'until')}</div>
${kept(here, 'category', 'since', 'until', ...(bySource === '' ? [] : ['source']))}<button class="quiet">Filter</button>
</div></form>
${choice === null ? html`<p class="quiet-text">There are many sources here: choose one among <a href="/from">all sources</a>.</p>` : ''}
</details>`;
}

/** The ways to be rid of what is searched for and filtered by. One alone stands in the heading already. */
export function filterChips({ here, articles, sources: { titles } }: List): Html | '' {
  const filters = firstPage(here.given);
  if (filters.size === 1 && articles.length === 0) return '';
  if (filters.size === 1) return html`<p class="byline"><a href="${here.path}">Show everything</a></p>`;
  const chips = [...filters].map(([name, value]) => {
    const label = labelOf(name, value, titles);
    return html`<li><a href="${withoutFilter(here, name, value)}" aria-label="Without ${label}"><bdi>${label}</bdi> ×</a></li>`;
  });
  return chips.length === 0 ? '' : html`<ul class="chips" aria-label="Filters">${chips}</ul>`;
}

function labelOf(name: string, value: string, titles: ReadonlyMap<string, string>): string {
  switch (name) {
    case 'search':
      return `“${value}”`;
    case 'source':
      return titles.get(value) ?? value;
    case 'since':
      return `from ${value}`;
    case 'until':
      return `before ${value}`;
    default:
      return value;
  }
}

/** What a form has no field of its own for, so that it is kept: other filters, and further values of its own. */
const kept = ({ given }: Here, ...own: string[]): Html[] =>
  [...firstPage(given)]
    .filter(([name, value]) => !own.includes(name) || value !== given.get(name))
    .map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
    );

function usualCategories({ articles }: List): string[] {
  const counts = new Map<string, number>();
  for (const category of articles.flatMap(({ categories }) => categories)) {
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST_CATEGORIES)
    .map(([category]) => category);
}

/** A field for a day, or for text where somebody has asked by hand for a time of the day. */
function timeField({ given }: Here, name: 'since' | 'until'): Html {
  const value = given.get(name) ?? '';
  const type = /^(?:\d{4}-\d\d-\d\d)?$/.test(value) ? 'date' : 'text';
  return html`<input type="${type}" id="${name}" name="${name}" value="${value}">`;
}
