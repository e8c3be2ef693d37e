import type { Page } from 'playwright-core';
import { type Stage, titlesOn, WITH_AND_WITHOUT_SCRIPTS } from '../stage';

const BELL = 'Harbour council votes to keep the fog bell';
const FERRY = 'Ferry to Saltmere to run on seaweed gas';

/** The page that a click leads to. */
const follow = async (page: Page, name: string | RegExp): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name }).first().click()]);
};

/** Reading, by links and forms alone. */
export function readingSuite(stage: Stage): void {
  describe.each(WITH_AND_WITHOUT_SCRIPTS)('reading%s', (_, options) => {
    it('leads from the news to an article, and on to where it stands', async () => {
      const { page } = await stage.visit(options);
      await page.goto('/');
      await follow(page, BELL);
      expect(new URL(page.url()).pathname).toMatch(/^\/read\/[0-9A-Z]{26}$/);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(BELL);
      expect(await page.locator('.content strong').textContent()).toBe('bell');
      await follow(page, /Read it at/);
      expect(await page.title()).toBe('The bell, whole');
    });

    it('finds by what is typed and sent', async () => {
      const { page } = await stage.visit(options);
      await page.goto('/');
      await page.getByRole('searchbox').fill('seaweed gas');
      await Promise.all([
        page.waitForURL((url) => url.searchParams.get('search') === 'seaweed gas'),
        page.getByRole('searchbox').press('Enter'),
      ]);
      expect(await titlesOn(page)).toEqual([FERRY]);
      await follow(page, 'Show everything');
      expect((await titlesOn(page)).length).toBeGreaterThan(40);
    });

    it('filters by source and by category, and lets go of either', async () => {
      const { page } = await stage.visit(options);
      await page.goto('/');
      await page.getByText('Filter', { exact: true }).first().click();
      await page.getByLabel('Source').selectOption({ label: 'The Lanternport Courier' });
      await page.getByLabel('Category').fill('Harbour');
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Filter' }).click()]);
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
        source: 'courier',
        category: 'Harbour',
      });
      expect(await titlesOn(page)).toEqual([BELL, FERRY]);
      await follow(page, 'Without Harbour');
      expect(await titlesOn(page)).toHaveLength(3);
    });

    it('goes to older articles and back to the newer', async () => {
      const { page } = await stage.visit(options);
      await page.goto('/?source=wire');
      const newest = await titlesOn(page);
      expect(newest).toHaveLength(50);
      await follow(page, /Older/);
      expect(await titlesOn(page)).toEqual(
        Array.from({ length: 10 }, (_, index) => `Report number ${index + 51} from the wire`),
      );
      await follow(page, /Newer/);
      expect(await titlesOn(page)).toEqual(newest);
    });

    it('leads to the sources and to what came from one', async () => {
      const { page } = await stage.visit(options);
      await page.goto('/');
      await follow(page, 'Sources');
      await follow(page, 'The Wire');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The Wire');
      expect((await titlesOn(page))[0]).toBe('Report number 1 from the wire');
    });

    it('helps where nothing is found', async () => {
      const { page } = await stage.visit(options);
      await page.goto('/?search=zanzibarbarian');
      await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
      await follow(page, 'Show everything');
      expect((await titlesOn(page)).length).toBeGreaterThan(40);
    });
  });

  it('says that an article is no longer there, and leads back', async () => {
    const visitor = await stage.visit();
    const { page } = visitor;
    visitor.expect(/status of 404/);
    const answer = await page.goto('/read/01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(answer?.status()).toBe(404);
    await follow(page, /news/i);
    expect(await titlesOn(page)).toContain(BELL);
  });

  it('sets titles from right to left where their script runs so', async () => {
    const { page } = await stage.visit();
    await page.goto('/from/manara');
    const directions = await page
      .locator('#results h3')
      .evaluateAll((titles) =>
        titles.map((title) => [title.matches(':dir(rtl)'), title.textContent?.trim()]),
      );
    expect(directions).toEqual([
      [true, 'المدينة تُبقي على جرس الضباب'],
      [true, 'מגדלור פתוח: Newsreel 2.0 יצא לאור'],
    ]);
    expect(await page.locator('html').evaluate((root) => root.matches(':dir(ltr)'))).toBe(true);
  });

  it('names feeds that a feed reader finds, and these work', async () => {
    const { page } = await stage.visit();
    await page.goto('/?category=Harbour');
    const links = await page
      .locator('link[rel=alternate]')
      .evaluateAll((elements) => elements.map((element) => element.getAttribute('href')));
    expect(links).toEqual(['atom', 'rss', 'json'].map((kind) => `/feed.${kind}?category=Harbour`));
    for (const link of links) expect(await (await fetch(stage.service.url + link)).text()).toContain(BELL);
  });
}
