/** What makes reading handier. The pages work without any of it. */

const TYPING_PAUSE_MS = 250;
const LOOK_EVERY_S = 120;
const MOST_LOOKED_AT = 50;
const MOST_SEEN = 5_000;

const FEEDS = 'link[rel=alternate]';

const SEEN = 'newsreel-seen';
const KEYS_OFF = 'newsreel-keys-off';

/** As the service writes them. */
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long' });
/** Sweden has `2026-11-23`. */
const DAY = new Intl.DateTimeFormat('sv');

const newArticles = make('button', { className: 'new-articles' });
/** What changes, for those who hear the page. */
const spoken = make('output', { className: 'hidden' });

/**
 * @param {string} selector
 * @returns {NodeListOf<HTMLElement>}
 */
function all(selector) {
  return document.querySelectorAll(selector);
}

/**
 * @param {string} selector
 * @param {ParentNode | null | undefined} [within]
 * @returns {HTMLElement | null}
 */
function find(selector, within = document) {
  return within?.querySelector(selector) ?? null;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {object} properties
 * @param {(Node | string)[]} children
 */
function make(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/**
 * `1 article`, `50+ articles`
 * @param {number | string} count
 * @param {string} what
 */
const counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

// Storage may be full or forbidden.

/** @param {string} key */
function recall(key) {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {}
}

// What the service is asked

/**
 * The text at an address of ours; '' where there was none to have.
 * @param {string} address
 * @param {AbortSignal} [signal]
 */
async function textAt(address, signal) {
  let text = '';
  try {
    const answer = await fetch(address, signal ? { signal } : {});
    if (answer.ok) text = await answer.text();
  } catch {}
  if (!signal?.aborted) tellReachable(text !== '');
  return text;
}

/** @param {boolean} isReachable */
function tellReachable(isReachable) {
  const notice = find('#offline');
  if (notice) notice.hidden = isReachable;
}

/**
 * Shows the list of another address in place of this one, which stays where that fails.
 * @param {string} address
 * @param {AbortSignal} [signal]
 */
async function showList(address, signal) {
  const page = new DOMParser().parseFromString(await textAt(address, signal), 'text/html');
  if (signal?.aborted || !find('#results', page)) return false;
  // The filters send the search along.
  for (const part of ['#filters', '#results']) find(part)?.replaceWith(find(part, page) ?? '');
  for (const feed of all(FEEDS)) feed.remove();
  document.head.append(...page.querySelectorAll(FEEDS));
  newArticles.remove();
  document.title = page.title;
  tellTimes();
  markSeen();
  return true;
}

// Search

function searchWhileTyping() {
  const form = find('.search');
  if (!(form instanceof HTMLFormElement)) return;
  let shown = location.pathname + location.search;
  let timer = 0;
  let isFirst = true;
  let asked = new AbortController();

  const search = async () => {
    asked.abort();
    asked = new AbortController();
    const address = addressOf(form);
    if (address === shown || !(await showList(address, asked.signal))) return;
    // The way back leads to the list as it was.
    if (isFirst) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    isFirst = false;
    shown = address;
    spoken.value = counted(all('.entry').length, 'article') + (find('[rel=next]') ? ' and more' : '');
  };
  const searchSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_PAUSE_MS);
  };

  form.addEventListener('input', (event) => {
    // What an input method is still at is no word yet.
    if (!(event instanceof InputEvent && event.isComposing)) searchSoon();
  });
  addEventListener('popstate', async () => {
    shown = location.pathname + location.search;
    isFirst = true;
    const box = find('#search');
    if (box instanceof HTMLInputElement) box.value = new URLSearchParams(location.search).get('search') ?? '';
    await showList(shown);
  });
  form.addEventListener('compositionend', searchSoon);
  form.addEventListener('submit', () => clearTimeout(timer));
}

/** @param {HTMLFormElement} form */
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
  return `${location.pathname}${asked.size ? '?' : ''}${asked}`;
}

// Keys, as Miniflux has them

const keyboard = make('dialog', { ariaLabel: 'Keyboard' });
const showKeys = () => keyboard.showModal();

/** @type {[page: string, key: string, does: string, act: () => void][]} */
const KEYS = [
  ['#results', 'j', 'Next article', () => step(1)],
  ['#results', 'k', 'Previous article', () => step(-1)],
  ['#results', 'o', 'Open it, as Enter does', () => find('h3 a', current())?.click()],
  ['#results, .whole', 'v', 'Open the original', () => openOriginal(find('.whole') ?? current())],
  ['#results', 'l', 'Older articles', () => find('[rel=next]')?.click()],
  ['#results', 'h', 'Newer articles', () => find('[rel=prev]')?.click()],
  ['.whole', 'u', 'Back to the list', backToList],
  ['#search', '/', 'Search; Esc leaves it', () => find('#search')?.focus()],
  ['main', '?', 'These keys', showKeys],
];

/** Keys can be switched off, as who dictates says them without meaning to (WCAG 2.1.4). */
function listenToKeys() {
  const keys = KEYS.filter(([page]) => find(page));
  const facts = make('dl', { className: 'facts' });
  for (const [, key, does] of keys) facts.append(make('dt', {}, make('kbd', {}, key)), make('dd', {}, does));
  const use = make('input', { type: 'checkbox', checked: !recall(KEYS_OFF) });
  use.onchange = () => remember(KEYS_OFF, use.checked ? '' : 'off');
  const choice = make('label', { className: 'choice' }, use, 'Use these keys');
  const close = make('button', { autofocus: true, onclick: () => keyboard.close() }, 'Close');
  keyboard.append(make('h2', {}, 'Keyboard'), facts, choice, close);
  document.body.append(keyboard);
  find('footer nav')?.append(make('button', { onclick: showKeys }, 'Keyboard'));

  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape' && target.id === 'search' && !event.isComposing) {
      // It would empty the box.
      event.preventDefault();
      target.blur();
    }
    if (target.closest('input, select, textarea, dialog[open]') || recall(KEYS_OFF)) return;
    const found = keys.find((one) => one[1] === key);
    if (!found || (event.repeat && !'jk'.includes(key))) return;
    event.preventDefault();
    found[3]();
  });
}

/** The article that keys came to last, or that was opened from this list before somebody came back to it. */
let reached = find(`.entry[data-id="${CSS.escape(String(history.state?.reached))}"]`) ?? make('article', {});

/** The article that keys are about. */
const current = () => find('.entry:focus-within') ?? reached;

/** @param {number} by */
function step(by) {
  const entries = [...all('.entry')];
  const at = entries.indexOf(current());
  reach(at < 0 ? entries.find((one) => one.getBoundingClientRect().bottom > 0) : entries[at + by]);
}

/** @param {HTMLElement | null | undefined} entry */
function reach(entry) {
  if (!entry) return;
  reached = entry;
  find('h3 a', entry)?.focus({ preventScroll: true });
  // Smoothly or not is the style's matter.
  entry.scrollIntoView({ block: 'center' });
}

/** @param {Element | null} article */
function openOriginal(article) {
  const original = find('.original', article);
  if (!(original instanceof HTMLAnchorElement)) return;
  open(original.href, '_blank', 'noopener');
  noteOpened(original);
}

/** As it was left, or to the news for who came from elsewhere. */
function backToList() {
  const isFromList = new RegExp(`^${location.origin}/(\\?|from/|$)`).test(document.referrer);
  if (isFromList && history.length > 1) history.back();
  else location.assign('/');
}

// What came since

function lookForNews() {
  const every = Number(find('#results')?.dataset.lookEvery ?? LOOK_EVERY_S) * 1000;
  let lookedAt = Date.now();
  const lookIfDue = () => {
    if (document.hidden || Date.now() - lookedAt < every / 2) return;
    lookedAt = Date.now();
    look();
  };
  setInterval(lookIfDue, every);
  document.addEventListener('visibilitychange', lookIfDue);
  newArticles.onclick = async () => {
    if (!(await showList(location.href))) return;
    reach(find('.entry'));
    scrollTo(0, 0);
  };
}

async function look() {
  const list = find('#results[data-live]');
  const newest = list?.dataset.newest ?? '';
  if (!list) return;
  const text = await textAt(`/articles?${newestAsked()}`);
  if (!text || !list.isConnected) return;
  /** @type {{ articles: { id: string }[] }} */
  const { articles } = JSON.parse(text);
  const count = articles.filter(({ id }) => id > newest).length;
  if (count) offer(count);
}

/** What this page is about. */
function newestAsked() {
  const asked = new URLSearchParams({ limit: `${MOST_LOOKED_AT}` });
  const [, source] = /^\/from\/(.+)/.exec(location.pathname) ?? [];
  if (source) asked.append('source', source);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (value.trim() && /^(source|category|search|since|until)$/.test(name)) asked.append(name, value);
  }
  return asked;
}

/** @param {number} count */
function offer(count) {
  const shown = count < MOST_LOOKED_AT ? count : `${count}+`;
  const words = counted(shown, 'new article');
  document.title = `(${shown}) ${document.title.replace(/^\(\d+\+?\) /, '')}`;
  if (!newArticles.isConnected) find('#results')?.before(newArticles);
  newArticles.textContent = words;
  spoken.value = words;
}

// What was read

function noteWhatIsRead() {
  noteOpened(find('.whole'));
  /** @param {MouseEvent} event */
  const onClick = ({ target, button }) => {
    // The other button opens a menu.
    if (button < 2 && target instanceof Element) noteOpened(target.closest('.entry :is(h3 a, .original)'));
  };
  addEventListener('click', onClick);
  addEventListener('auxclick', onClick);
  // Other tabs write too.
  addEventListener('storage', markSeen);
}

/** @param {Element | null} opened an article or a part of it */
function noteOpened(opened) {
  const id = opened?.closest('[data-id]')?.getAttribute('data-id');
  if (!id) return;
  remember(SEEN, [...seenIds().add(id)].slice(-MOST_SEEN).join(' '));
  if (opened?.closest('.entry')) history.replaceState({ reached: id }, '');
  markSeen();
}

const seenIds = () => new Set(recall(SEEN).split(' '));

function markSeen() {
  const seen = seenIds();
  for (const entry of all('.entry:not(.seen)')) {
    if (!seen.has(`${entry.dataset.id}`)) continue;
    entry.classList.add('seen');
    find('h3 a', entry)?.append(make('span', { className: 'hidden' }, ' (read)'));
  }
}

// The reader's time zone

/** For the pages to come. */
function tellZone() {
  const { timeZone } = DAY.resolvedOptions();
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser.
  document.cookie = `newsreel-zone=${timeZone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

/** Days and times where the reader is. */
function tellTimes() {
  for (const time of all('.byline time')) {
    const moment = momentIn(time.parentElement);
    time.textContent = `${time.closest('.entry') ? '' : `${DATE.format(moment)}, `}${TIME.format(moment)}`;
  }
  const items = [...all('.day li')];
  if (items.some((item) => item.closest('.day')?.getAttribute('data-day') !== dayOf(item))) regroup(items);
  for (const heading of all('.day h2')) heading.textContent = nameOfDay(momentIn(heading.parentElement));
}

/**
 * Puts articles below their days.
 * @param {HTMLElement[]} items
 */
function regroup(items) {
  const before = all('.day');
  /** @type {HTMLElement | undefined} */
  let section;
  for (const item of items) {
    if (section?.dataset.day !== dayOf(item)) {
      section = make('section', { className: 'day' }, make('h2', {}), make('ol', { className: 'articles' }));
      section.dataset.day = dayOf(item);
      before[0]?.before(section);
    }
    section.lastElementChild?.append(item);
  }
  for (const day of before) day.remove();
}

/** @param {Date} moment */
function nameOfDay(moment) {
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  const day = DAY.format(moment);
  if (day === DAY.format(now)) return 'Today';
  if (day === DAY.format(yesterday)) return 'Yesterday';
  return `${WEEKDAY.format(moment)}, ${DATE.format(moment).replace(` ${now.getFullYear()}`, '')}`;
}

/** @param {Element} item */
const dayOf = (item) => DAY.format(momentIn(item));

/** @param {Element | null} element that has a `<time>` */
const momentIn = (element) => new Date(find('time', element)?.getAttribute('datetime') ?? 0);

// Pictures

/** Their room stays, as nothing is to move while somebody reads. */
function hideBrokenPictures() {
  /** @param {unknown} picture */
  const hide = (picture) => {
    if (picture instanceof HTMLImageElement && picture.matches('.thumb, .lead')) picture.style.opacity = '0';
  };
  addEventListener('error', ({ target }) => hide(target), true);
  for (const picture of document.images) if (picture.complete && !picture.naturalWidth) hide(picture);
}

// Without a connection

function tellConnection() {
  addEventListener('offline', () => tellReachable(false));
  addEventListener('online', () => tellReachable(true));
  // In a tab that was left open overnight Today is yesterday.
  document.addEventListener('visibilitychange', tellTimes);
}

/** Keeps what is read from now on. */
function startOfflineWorker() {
  const soon = window.requestIdleCallback ?? setTimeout;
  addEventListener('load', () => soon(() => navigator.serviceWorker?.register('/sw.js').catch(() => {})));
}

find('main')?.prepend(spoken);
for (const part of [
  tellZone,
  tellTimes,
  noteWhatIsRead,
  markSeen,
  searchWhileTyping,
  listenToKeys,
  lookForNews,
  hideBrokenPictures,
  tellConnection,
  startOfflineWorker,
]) {
  try {
    part();
  } catch (error) {
    // The others go on.
    console.error(error);
  }
}
