// What makes the page of an account handier. All of it works without, but an export of more than one part.

/** Where nobody has said yet where they live, the browser knows. */
function guessTimeZone() {
  const field = document.querySelector('input[data-guess]');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (field instanceof HTMLInputElement && timeZone) field.value = timeZone;
}

/**
 * Fetches one part of an export after another, and hands each over as a file.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} state says how far it is
 */
function exportByParts(form, state) {
  /** Of the export that goes on, or stopped: where its next part is, how many were saved, and their bytes. */
  const done = { next: '', parts: 0, bytes: 0 };
  /** @type {AbortController | null} */
  let running = null;

  const words = document.createElement('span');
  // One button for both, so that the focus stays on it.
  const control = document.createElement('button');
  control.type = 'button';
  control.className = 'quiet';
  control.hidden = true;
  control.addEventListener('click', () => (running === null ? void run() : running.abort()));
  state.append(words, ' ', control);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    running?.abort();
    Object.assign(done, { next: addressOf(form), parts: 0, bytes: 0 });
    void run();
  });

  async function run() {
    const controller = new AbortController();
    running = controller;
    /** @type {[words: string, action: string]} */
    let end = ['Done:', ''];
    try {
      await saveAll(controller.signal);
    } catch (error) {
      const why = controller.signal.aborted ? 'Stopped.' : reasonOf(error);
      end = [why, done.parts === 0 ? 'Try again' : 'Go on'];
    }
    // Where another export was begun meanwhile, that one says how far it is.
    if (running !== controller) return;
    running = null;
    say(`${end[0]} ${soFar()}`, end[1]);
  }

  /** @param {AbortSignal} signal */
  async function saveAll(signal) {
    for (;;) {
      say(`Part ${done.parts + 1} is on its way… ${soFar()}`, 'Cancel');
      const { file, name, next } = await fetchPart(done.next, signal);
      const isWhole = done.parts === 0 && next === null;
      save(file, isWhole ? name : partName(name, done.parts + 1));
      done.parts += 1;
      done.bytes += file.size;
      if (next === null) return;
      done.next = next;
    }
  }

  function soFar() {
    if (done.parts === 0) return '';
    return `${done.parts} ${done.parts === 1 ? 'file' : 'files'} saved, ${sizeOf(done.bytes)}.`;
  }

  /**
   * @param {string} text
   * @param {string} action what the button does, empty where there is nothing to do
   */
  function say(text, action) {
    words.textContent = text;
    control.textContent = action;
    control.hidden = action === '';
  }
}

/** @param {number} bytes */
const sizeOf = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/**
 * The address of the first part; what was left empty asks for nothing.
 * @param {HTMLFormElement} form
 */
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '') asked.set(name, value);
  }
  return `/export?${asked}`;
}

/**
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function fetchPart(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Refusal(await refusalOf(answer));
  const [, name = 'newsreel'] =
    /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
  const [, next = null] = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '') ?? [];
  return { file: await answer.blob(), name, next };
}

/** What the service says is wrong, for people to read. */
class Refusal extends Error {}

/** @param {Response} answer */
async function refusalOf(answer) {
  if (answer.status === 401) return 'You are signed out. Sign in again in another tab, and go on here.';
  const problem = await answer.json().catch(() => null);
  const detail = problem?.detail ?? `The service could not answer (${answer.status}). Try again in a minute`;
  return `${detail}.`.replace(/\.\.$/, '.');
}

/** @param {unknown} error */
const reasonOf = (error) =>
  error instanceof Refusal ? error.message : 'The connection broke. Look whether you are online, and go on.';

/**
 * `newsreel-2026-11-23.csv` as `newsreel-2026-11-23.part-2.csv`.
 * @param {string} name
 * @param {number} part
 */
const partName = (name, part) => name.replace(/(\.\w+)?$/, `.part-${part}$1`);

/**
 * @param {Blob} file
 * @param {string} name
 */
function save(file, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers read it a while after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

guessTimeZone();
const form = document.querySelector('#export-form');
const state = document.querySelector('#export-state');
if (form instanceof HTMLFormElement && state instanceof HTMLElement) {
  exportByParts(form, state);
  document
    .querySelector('#export-first-part')
    ?.replaceChildren(
      'What is more than one file holds comes as several: your browser may ask whether it may save them.',
    );
}
