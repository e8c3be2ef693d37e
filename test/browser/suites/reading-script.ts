import { violationsOf } from '../accessibility';
import { publish } from '../news';
import { type Stage, titlesOn } from '../stage';
import { eventually } from '../wait';

const MOTHS = 'Lighthouse keeper counts her ten thousandth moth';

/** What the script of the reading pages adds. */
export function readingScriptSuite(stage: Stage): void {
  describe('the script of the reading pages', () => {
    it('searches while somebody types, and keeps the box, the address and the way back right', async () => {
      const { page } = await stage.visit();
      await page.goto('/');
      const all = await titlesOn(page);
      const box = page.getByRole('searchbox');
      await box.pressSequentially('moth keeper');
      await eventually(async () => expect(await titlesOn(page)).toEqual([MOTHS]));
      expect(new URL(page.url()).searchParams.get('search')).toBe('moth keeper');
      expect(await box.evaluate((element) => element.matches(':focus'))).toBe(true);
      await eventually(async () =>
        expect((await page.getByRole('status').allTextContents()).join(' ')).toMatch(/\b1\b/),
      );
      expect(await page.locator('link[rel=alternate]').first().getAttribute('href')).toMatch(/moth/);
      await page.goBack();
      await eventually(async () => expect(await titlesOn(page)).toEqual(all));
      expect(await box.inputValue()).toBe('');
      await page.goForward();
      await eventually(async () => expect(await titlesOn(page)).toEqual([MOTHS]));
      await page.reload();
      expect(await titlesOn(page)).toEqual([MOTHS]);
      await page.getByRole('searchbox').fill('');
      await eventually(async () => expect(await titlesOn(page)).toEqual(all));
      expect(new URL(page.url()).search).toBe('');
    });

    it('goes by keys: j, k, o and v, / and ?', async () => {
      const { page, context } = await stage.visit();
      await page.goto('/?source=courier');
      const focused = () => page.locator(':focus').textContent();
      const titles = await titlesOn(page);
      await page.keyboard.press('j');
      expect(await focused()).toContain(titles[0]);
      await page.keyboard.press('j');
      expect(await focused()).toContain(titles[1]);
      await page.keyboard.press('k');
      expect(await focused()).toContain(titles[0]);
      await page.keyboard.press('/');
      expect(await page.locator(':focus').getAttribute('id')).toBe('search');
      await page.keyboard.type('jk?');
      expect(await page.getByRole('searchbox').inputValue()).toBe('jk?');
      await page.goto('/?source=courier');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('j');
      const [original] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('v')]);
      await original.getByRole('heading', { name: 'The bell, whole' }).waitFor();
      await page.bringToFront();
      await Promise.all([page.waitForURL('**/read/*'), page.keyboard.press('o')]);
      await page.waitForLoadState();
      await Promise.all([page.waitForURL('**/?source=courier'), page.keyboard.press('u')]);
      await page.waitForLoadState();
      await page.keyboard.press('j');
      expect(await focused()).toContain(titles[1]);
    });

    it('marks what was read, for this browser and from then on', async () => {
      const { page } = await stage.visit();
      await page.goto('/?source=courier');
      const seen = () => page.locator('.entry.seen h3').allTextContents();
      expect(await seen()).toEqual([]);
      await page.getByRole('link', { name: MOTHS }).click();
      await page.getByRole('heading', { level: 1, name: MOTHS }).waitFor();
      for (const come of [() => page.goBack(), () => page.reload()]) {
        await come();
        await eventually(async () => expect(await seen()).toEqual([expect.stringContaining(MOTHS)]));
      }
      const { page: other } = await stage.visit();
      await other.goto('/?source=courier');
      expect(await other.locator('.entry.seen').count()).toBe(0);
    });

    it('tells of new articles, and shows them when asked', async () => {
      const { page } = await stage.visit();
      await page.clock.install();
      publish(stage.feeds, 'late', 'Late news', [
        { id: 'one', title: 'The first of the late news', hoursAgo: 0.02 },
      ]);
      await stage.service.ask('POST', '/sources', { id: 'late', url: stage.feeds.url('/late.json') });
      await stage.service.fetchNews();
      await page.goto('/');
      publish(stage.feeds, 'late', 'Late news', [
        { id: 'one', title: 'The first of the late news', hoursAgo: 0.02 },
        { id: 'two', title: 'The second of the late news', hoursAgo: 0.001 },
      ]);
      await stage.service.fetchNews();
      await page.clock.fastForward('02:30');
      await page.getByRole('button', { name: '1 new article' }).click();
      await eventually(async () => expect((await titlesOn(page))[0]).toBe('The second of the late news'));
      expect(await page.getByRole('button', { name: /new article/ }).count()).toBe(0);
      await stage.service.ask('DELETE', '/sources/late');
    });

    it('dates articles as the clock on the wall has it', async () => {
      const { page } = await stage.visit({ timezoneId: 'Asia/Tokyo' });
      await page.goto('/?source=courier');
      const times = () =>
        page.locator('.entry time').evaluateAll((elements) =>
          elements.map((element) => [
            element.textContent,
            new Date(String(element.getAttribute('datetime'))).toLocaleTimeString('en-GB', {
              hour: '2-digit',
              minute: '2-digit',
            }),
          ]),
        );
      await eventually(async () => {
        for (const [shown, local] of await times()) expect(shown).toBe(local);
      });
      await page.reload();
      expect(await page.locator('#results').getAttribute('data-zone')).toBe('Asia/Tokyo');
    });

    it('goes on without a connection with what was read before', async () => {
      const visitor = await stage.visit();
      const { page, context } = visitor;
      visitor.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
      await page.goto('/?source=courier');
      // The page that brought the worker is kept as well.
      await eventually(async () => expect(await page.evaluate('caches.match(location.href)')).toBeTruthy());
      await page.getByRole('link', { name: MOTHS }).click();
      await page.getByRole('heading', { level: 1, name: MOTHS }).waitFor();
      await context.setOffline(true);
      await page.locator('#offline').waitFor();
      await page.goto('/?source=courier');
      expect(await titlesOn(page)).toContainEqual(expect.stringContaining(MOTHS));
      await page.goto('/from/wire');
      expect(await page.locator('body').textContent()).toMatch(/offline/i);
      expect(await violationsOf(page)).toEqual([]);
      await context.setOffline(false);
      await page.goto('/from/wire');
      await page.getByRole('heading', { level: 1, name: 'The Wire' }).waitFor();
    });
  });
}
