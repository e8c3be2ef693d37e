import { html, raw } from 'hono/html';
import { type DigestSettings, USUAL_TIME_ZONE } from '../digests/settings';
import type { Html } from '../pages/html';
import { MOST_NAMED } from '../set-digest/fields';
import type { NamedSource } from '../sources/choice';
import { isSample } from '../sources/sample';

interface Choice {
  /** to tick; null where they are so many that they are typed */
  sources: readonly NamedSource[] | null;
  /** nothing was said of a time zone before */
  isFirst: boolean;
}

/** The form that sets a digest, filled in. */
export const digestForm = (wanted: DigestSettings, { sources, isFirst }: Choice): Html =>
  html`<form method="post" action="/account/digest">
<fieldset><legend>How often</legend>
${RHYTHMS.map(
  ([every, words]) =>
    html`<label class="choice"><input type="radio" name="every" value="${every}"${checked(every === wanted.every)}> ${words}</label>
`,
)}</fieldset>
<div class="row">
<div><label for="hour">At</label>
<select id="hour" name="hour">${HOURS.map((hour) => html`<option value="${hour}"${selected(hour === wanted.hour)}>${twoDigits(hour)}:00</option>`)}</select></div>
<div><label for="time-zone">In the time zone</label>
<input id="time-zone" name="timeZone" value="${wanted.timeZone}" list="time-zones" maxlength="64" autocomplete="off" spellcheck="false" required${isFirst ? html` data-guess` : ''}>
<datalist id="time-zones">${timeZoneOptions()}</datalist></div>
</div>
<label for="digest-search">Only what a search finds</label>
<input id="digest-search" name="search" value="${wanted.search ?? ''}" maxlength="1000" placeholder="All that is new">
<label for="categories">Only these categories <span class="hint">A line for each, ${MOST_NAMED} at most; none for all.</span></label>
<textarea id="categories" name="categories" rows="2">${wanted.categories.join('\n')}</textarea>
${sources === null ? typedSources(wanted) : tickedSources(wanted, sources)}
<button>Save</button>
</form>`;

const RHYTHMS: [every: DigestSettings['every'], words: string][] = [
  ['day', 'Each day'],
  ['week', 'Each Monday'],
  ['never', 'Never'],
];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const twoDigits = (hour: number): string => String(hour).padStart(2, '0');

const checked = (is: boolean): Html | '' => (is ? html` checked` : '');
const selected = (is: boolean): Html | '' => (is ? html` selected` : '');

let options: Html | undefined;

/** Some four hundred, of Intl alone, which has no UTC among them. */
function timeZoneOptions(): Html {
  options ??= raw(
    [USUAL_TIME_ZONE, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== USUAL_TIME_ZONE)]
      .map((zone) => `<option value="${zone}">`)
      .join(''),
  );
  return options;
}

const typedSources = ({ sources }: DigestSettings): Html =>
  html`<label for="sources">Only these sources <span class="hint">Their ids, as the links under <a href="/from">Sources</a> have them: a line for each, ${MOST_NAMED} at most; none for all.</span></label>
<textarea id="sources" name="sources" rows="2" spellcheck="false">${sources.join('\n')}</textarea>`;

function tickedSources({ sources: chosen }: DigestSettings, sources: readonly NamedSource[]): Html | '' {
  if (sources.length === 0) return '';
  return html`<details${chosen.length > 0 ? html` open` : ''}>
<summary>Only some sources</summary>
<fieldset><legend>Sources <span class="hint">${MOST_NAMED} at most; none ticked is all of them.</span></legend>
<div class="choices">
${sources.map(
  ({ id, title }) =>
    html`<label class="choice"><input type="checkbox" name="sources" value="${id}"${checked(chosen.includes(id))}> <span><bdi>${title}</bdi>${isSample(id) ? html` <span class="badge">sample</span>` : ''}</span></label>
`,
)}</div>
</fieldset>
</details>`;
}
