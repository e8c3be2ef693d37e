/**
 * What makes the admin's page handier: times as the browser's zone has them, a fetch that shows how far it is, a
 * filter over many sources, a question before one is removed. The page works without any of it.
 */

const ASK_EVERY_MS = 1_000;
const ASK_AGAIN_MS = 5_000;
const WORTH_FILTERING = 20;

/** @typedef {{ sources: number, done: number, failed: number, newArticles: number, finishedAt: string | null }} Cycle */

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Times

/** As the service writes them. */
const times = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Shows the times of a part of the page in the browser's own zone. @param {ParentNode} part */
function localize(part) {
  for (const time of part.querySelectorAll('time')) time.textContent = times.format(new Date(time.dateTime));
}

// The sources

/** Puts a box over the sources that shows those whose text has what is typed. */
function addFilter() {
  const section = document.getElementById('sources');
  const rows = [...(section?.querySelectorAll('tbody tr') ?? [])];
  if (section === null || rows.length <= WORTH_FILTERING) return;
  const texts = rows.map((row) => (row.textContent ?? '').toLowerCase());
  const label = document.createElement('label');
  label.htmlFor = 'filter';
  label.textContent = 'Show only sources with';
  const input = document.createElement('input');
  Object.assign(input, { id: 'filter', type: 'search', autocomplete: 'off', value: typed });
  const found = document.createElement('p');
  found.className = 'quiet-text';
  found.setAttribute('role', 'status');
  const show = () => {
    typed = input.value;
    const wanted = typed.trim().toLowerCase();
    let shown = 0;
    for (const [at, row] of rows.entries()) {
      const isShown = texts[at]?.includes(wanted) ?? false;
      row.toggleAttribute('hidden', !isShown);
      if (isShown) shown++;
    }
    found.textContent = wanted === '' ? '' : `${shown} of ${rows.length} sources`;
  };
  input.addEventListener('input', show);
  section.querySelector('form')?.before(label, input, found);
  if (typed !== '') show();
}

/** What stands in the filter, also after the sources were loaded anew. */
let typed = '';

/** Asks before a source is removed, in place of a second button that has to be found. @param {Event} event */
function askBeforeRemoving(event) {
  if (!(event.target instanceof Element)) return;
  const details = event.target.closest('summary')?.parentElement;
  const button = details?.querySelector('button');
  if (!button) return;
  event.preventDefault();
  const title = details?.closest('tr')?.querySelector('a')?.textContent ?? 'this source';
  if (confirm(`Remove ${title} with all of its articles?`)) button.form?.requestSubmit(button);
}

/** Shows the sources and the totals as they are now. */
async function loadAnew() {
  const answer = await fetch('/admin', { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const focused = selectorOf(document.activeElement);
  for (const id of ['totals', 'sources']) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (old !== null && fresh !== null) old.replaceWith(document.adoptNode(fresh));
  }
  show();
  const again = focused === null ? null : document.querySelector(focused);
  if (again instanceof HTMLElement) again.focus();
}

/** What finds an element again once its part of the page was replaced. @param {Element | null} element */
function selectorOf(element) {
  const action = element?.getAttribute('formaction');
  if (action) return `[formaction="${CSS.escape(action)}"]`;
  return element?.id ? `#${CSS.escape(element.id)}` : null;
}

function show() {
  for (const id of ['totals', 'sources']) {
    const part = document.getElementById(id);
    if (part !== null) localize(part);
  }
  addFilter();
}

// A fetch

/** How far a cycle is, in words, as the service writes them. @param {Cycle} cycle */
function textOf({ sources, done, failed, newArticles, finishedAt }) {
  if (sources === 0) return 'There was no source to ask.';
  const count = (/** @type {number} */ number, /** @type {string} */ one) =>
    `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`;
  const failures = failed === 0 ? '' : `, ${failed.toLocaleString('en')} failed`;
  const news = count(newArticles, 'new article');
  if (finishedAt !== null)
    return `Finished: ${count(sources, 'source')} asked${failures}, ${news}. All can be found by search.`;
  if (done < sources)
    return `${done.toLocaleString('en')} of ${count(sources, 'source')} asked${failures}, ${news} so far.`;
  return `${count(sources, 'source')} asked${failures}, ${news}. Making them searchable…`;
}

/** Follows a cycle until it is finished. @param {HTMLElement} section */
async function follow(section) {
  const progress = section.querySelector('progress');
  const status = section.querySelector('[role=status]');
  if (progress === null || status === null) return;
  /** Told only where it changed: what is told is read out. @param {string} words */
  const tell = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  for (;;) {
    const asked = await ask(section.dataset['cycle'] ?? '');
    if (asked.problem !== undefined) tell(asked.problem);
    if (asked.cycle === undefined) {
      if (asked.isOver) return;
      await wait(ASK_AGAIN_MS);
      continue;
    }
    const { cycle } = asked;
    progress.max = Math.max(cycle.sources, 1);
    progress.value = cycle.sources === 0 ? 1 : cycle.done;
    tell(textOf(cycle));
    if (cycle.finishedAt !== null) return loadAnew();
    await wait(ASK_EVERY_MS);
  }
}

/**
 * @param {string} id of a cycle
 * @returns {Promise<{ cycle?: Cycle, problem?: string, isOver?: boolean }>}
 */
async function ask(id) {
  try {
    const answer = await fetch(`/cycles/${id}`, { headers: { accept: 'application/json' } });
    if (answer.ok) return { cycle: await answer.json() };
    if (answer.status === 401)
      return { problem: 'You are signed out: load this page again to sign in.', isOver: true };
    if (answer.status === 404) return { problem: 'This fetch is not known any more.', isOver: true };
  } catch {
    // No connection: as with an answer that is none.
  }
  return { problem: 'The service cannot be reached just now; the fetch goes on there. Trying again…' };
}

// Forms that take their time

document.addEventListener('submit', ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return;
  const { busy } = target.dataset;
  const button = target.querySelector('button');
  if (busy === undefined || button === null) return;
  const words = button.textContent;
  button.textContent = busy;
  // Who comes back by the browser's button finds the page as it was.
  addEventListener('pagehide', () => button.replaceChildren(words ?? ''), { once: true });
});

document.addEventListener('click', askBeforeRemoving);
show();
const cycle = document.getElementById('cycle');
if (cycle !== null && cycle.dataset['finished'] === undefined) await follow(cycle);
