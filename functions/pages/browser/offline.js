/** Keeps the news that was read, for when the service can't be reached; nothing of accounts. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const CACHE = 'newsreel-1';
const PAGES = /^\/($|read\/|from$|from\/)/;
const MOST_PAGES = 30;
/** What a reader was to see to then, whoever reads now. */
const WARNINGS = /<p class="notice warning">.*?<\/p>/gs;
const WEEK_MS = 7 * 24 * 60 * 60_000;

worker.addEventListener('install', () => worker.skipWaiting());

worker.addEventListener('activate', (event) => event.waitUntil(begin()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const isPage = request.mode === 'navigate' && PAGES.test(pathname);
  if (isPage || pathname.startsWith('/assets/')) event.respondWith(answerTo(event));
});

async function begin() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await worker.clients.claim();
  // The page that brought this worker was there before it.
  for (const { url } of await worker.clients.matchAll()) {
    if (PAGES.test(new URL(url).pathname)) await keep(new Request(url), await fetch(url));
  }
}

/** @param {FetchEvent} event */
async function answerTo(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    event.waitUntil(keep(request, answer.clone()));
    // What stands before the service says so by itself where that is overloaded.
    const isBusy = answer.status === 429 || answer.status > 500;
    return (isBusy && (await kept(request))) || answer;
  } catch {
    return (await kept(request)) ?? offlinePage();
  }
}

/**
 * @param {Request} request
 * @param {Response} answer
 */
async function keep(request, answer) {
  if (!answer.ok || /no-store/.test(String(answer.headers.get('cache-control')))) return;
  const cache = await caches.open(CACHE);
  await cache.delete(request);
  await cache.put(request, answer);
  const pages = (await cache.keys()).filter(({ url }) => !url.includes('/assets/'));
  for (const old of pages.slice(0, -MOST_PAGES)) await cache.delete(old);
}

/**
 * What is kept, of a week; a page then says that it is not new.
 * @param {Request} request
 */
async function kept(request) {
  const answer = await caches.match(request);
  const age = Date.now() - Date.parse(String(answer?.headers.get('date')));
  if (!answer || !(age < WEEK_MS)) return null;
  const text = await answer.text();
  const old = text.replace(/(<p id="offline"[^>]*) hidden/, '$1').replace(WARNINGS, '');
  return new Response(old, answer);
}

async function offlinePage() {
  let links = '';
  for (const request of await (await caches.open(CACHE)).keys()) {
    const text = await (await kept(request))?.text();
    const [, title] = /<title>([^<]*)/.exec(text ?? '') ?? [];
    // It is escaped there.
    if (title) links = `<li><a href="${request.url.replaceAll('&', '&amp;')}">${title}</a>${links}`;
  }
  const nonce = crypto.randomUUID();
  const page = `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>You are offline</title>
<style nonce="${nonce}">html { color-scheme: light dark; background: Canvas; max-width: 36rem; margin: auto; padding: 1rem; font: 1.0625rem/1.8 system-ui; overflow-wrap: anywhere }</style>
<main>
<h1>You are offline</h1>
<p>Newsreel can’t be reached. Check your connection and <a href="">try again</a>. Here is what you read lately:
<ul>${links}</ul>
</main>`;
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'`,
    },
  });
}
