import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { SourceSettings } from '../../functions/sources/settings';
import { FeedServer } from '../feed-server';
import { findChromium, launchChromium } from './chromium';
import { LocalService } from './local-service';
import { scene } from './scene';
import { StripePages } from './stripe-pages';

/** `npm run pictures`: what the main pages look like, into docs/pictures. */

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'docs', 'pictures');
const MOST_BYTES = 150_000;
const ADDRESS = 'ottoline@example.org';

const WIDE: BrowserContextOptions = { viewport: { width: 1200, height: 860 }, deviceScaleFactor: 1.5 };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 };
const DARK: BrowserContextOptions = { colorScheme: 'dark' };

async function main(): Promise<void> {
  const executable = findChromium();
  if (executable === null)
    throw new Error('There is no Chromium here: install it, or name it in NEWSREEL_CHROMIUM.');
  const [feeds, stripe] = await Promise.all([FeedServer.start(), StripePages.start()]);
  const clock = `--require ${path.join(__dirname, 'fixed-clock.cjs')}`;
  const service = await LocalService.start(sources(feeds), { ...stripe.settings, NODE_OPTIONS: clock });
  const browser = await launchChromium(executable);
  try {
    await service.fetchNews();
    mkdirSync(FOLDER, { recursive: true });
    await reading(browser, service);
    await membership(browser, service, stripe);
    await keeping(browser, service);
  } finally {
    await browser.close();
    await service.stop();
    await Promise.all([feeds.stop(), stripe.stop()]);
  }
}

async function reading(browser: Browser, service: LocalService): Promise<void> {
  const open = opener(browser, service);
  await open(WIDE, async (page) => {
    await page.goto('/');
    await picture(page, 'front');
    await page.goto('/?search=moonlight+timetable');
    await picture(page, 'nothing-found');
    await page.goto('/');
    await page.getByRole('link', { name: /fog bell/ }).click();
    await page.waitForLoadState('networkidle');
    await picture(page, 'article');
  });
  await open({ ...WIDE, ...DARK }, async (page) => {
    await page.goto('/');
    await picture(page, 'front-dark');
  });
  await open(PHONE, async (page) => {
    await page.goto('/');
    await picture(page, 'front-phone');
    await page.evaluate('navigator.serviceWorker.ready');
    await page.goto('/');
    await page.context().setOffline(true);
    await page.goto('/from').catch(() => undefined);
    await picture(page, 'offline-phone');
  });
}

async function membership(browser: Browser, service: LocalService, stripe: StripePages): Promise<void> {
  await opener(browser, service)(WIDE, async (page) => {
    await page.goto('/plans');
    await picture(page, 'plans');
    await service.ask('POST', '/sign-in', { email: ADDRESS });
    await page.goto(await service.linkTo(ADDRESS, '/sign-in?token='));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Signed in as').waitFor();
    const { url } = await (await page.request.post('/checkout', { data: {} })).json();
    const session = String(url).split('/').at(-1) ?? '';
    stripe.double.account.pay(session);
    await page.request.get(`/checkout/return?session_id=${session}`);
    await page.goto('/account');
    await picture(page, 'account');
  });
}

async function keeping(browser: Browser, service: LocalService): Promise<void> {
  await opener(browser, service)(WIDE, async (page) => {
    await page.goto('/admin');
    await page.getByLabel('Admin token').fill(service.adminToken);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Fetch now' }).click();
    await page.getByRole('status').filter({ hasText: 'Finished' }).waitFor();
    await picture(page, 'admin');
  });
}

/** Opens a browser of its own for what is done in it. */
const opener =
  (browser: Browser, { url }: LocalService) =>
  async (options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> => {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(Date.now());
    await work(page);
    await context.close();
  };

/** @throws Error where it would be too large for a repository */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MOST_BYTES)
    throw new Error(`${name}.webp has ${bytes.length} bytes, more than ${MOST_BYTES}`);
  writeFileSync(path.join(FOLDER, `${name}.webp`), bytes);
  console.log(`docs/pictures/${name}.webp: ${Math.round(bytes.length / 1000)} KB`);
}

/** The sample feeds under their own names, with pictures to some of their entries, and one that fails. */
function sources(feeds: FeedServer): SourceSettings[] {
  const serve = (id: string, title: string, file: string, type: string, change: (text: string) => string) => {
    const text = readFileSync(path.join(ROOT, 'test', 'feeds', file), 'utf8').replace(
      /\{\{-(\d+)([mhd])\}\}/g,
      (_, number: string, unit: string) =>
        dated(file, Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS]),
    );
    const feed = change(text);
    feeds.set(`/${id}`, (_, response) => response.writeHead(200, { 'content-type': type }).end(feed));
    return { id, url: feeds.url(`/${id}`), title };
  };
  let scenes = 0;
  const nextScene = (): string => {
    const at = `/scene-${++scenes}.svg`;
    const svg = scene(scenes);
    feeds.set(at, (_, response) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(svg));
    return feeds.url(at);
  };
  /** Not every entry has one: lists look as they do in life. */
  const everyOther = (text: string, before: RegExp, element: (url: string) => string): string => {
    let count = 0;
    return text.replace(before, (found) => (count++ % 2 === 0 ? `${element(nextScene())}${found}` : found));
  };
  return [
    serve('lanternport', 'The Lanternport Courier', 'sample-lanternport.xml', 'application/rss+xml', (text) =>
      everyOther(text, /<guid/g, (url) => `<enclosure url="${url}" type="image/svg+xml" length="1"/>`),
    ),
    serve('wolkenwerft', 'Wolkenwerft', 'sample-wolkenwerft.xml', 'application/atom+xml', (text) => text),
    serve(
      'biblioteca',
      'La Biblioteca Sumergida',
      'sample-biblioteca-sumergida.json',
      'application/feed+json',
      (text) => everyOther(text, /"summary"/g, (url) => `"image": ${JSON.stringify(url)},\n`),
    ),
    { id: 'gazette', url: feeds.url('/gazette.xml'), title: 'The Vanished Gazette' },
  ];
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** As the format of a file writes a moment. */
function dated(file: string, agoMs: number): string {
  const moment = new Date(Date.now() - agoMs);
  return file === 'sample-lanternport.xml' ? moment.toUTCString() : moment.toISOString();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
