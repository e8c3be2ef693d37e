import type { Article } from '../../../functions/article/article';
import { overhangOf } from '../accessibility';
import { LONG_WORD, STOLEN } from '../hostile-news';
import { PHONE, type Stage } from '../stage';

/** Whoever writes a feed writes into our pages, and must not get out of where they write. */
export function hostileSuite(stage: Stage): void {
  describe('hostile news', () => {
    const read = async () =>
      (await stage.service.ask<{ articles: Article[] }>('GET', '/articles?source=hostile&limit=100'))
        .articles;

    it('has all that it tries in titles still in it, so that these tests see it', async () => {
      const articles = await read();
      const titles = articles.map(({ title }) => title).join('\n');
      for (const tried of ['<script>', '" autofocus onfocus="', "' autofocus", '<svg onload=', LONG_WORD]) {
        expect(titles).toContain(tried);
      }
      for (const rest of [
        articles.flatMap(({ categories }) => categories),
        articles.map(({ author }) => author),
      ]) {
        expect(rest.join()).toContain('" autofocus onfocus="');
      }
    });

    it('runs nothing and asks for nothing but pictures, in lists and in what pages repeat', async () => {
      const { page } = await stage.visit(PHONE);
      const typed = encodeURIComponent(`"><script>alert(1)</script>`);
      for (const path of ['/', '/from/hostile', '/from', `/?search=${typed}&category=${typed}`]) {
        await page.goto(path);
        await page.locator('h1').hover({ force: true });
        await page.keyboard.press('Tab');
        expect(await page.title()).toMatch(/Newsreel$/);
        expect(await page.locator('script:not([src^="/assets/"]), svg, [onload], [onfocus]').count()).toBe(0);
        expect({ path, overhang: await overhangOf(page) }).toEqual({ path, overhang: 0 });
      }
    });

    it('shows the content of each article without what runs, loads, leads away or covers', async () => {
      const before = stage.feeds.requests.length;
      const { page } = await stage.visit(PHONE);
      for (const { id, title } of await read()) {
        await page.goto(`/read/${id}`);
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
        await page.getByText('What is left of it').waitFor();
        expect(await page.locator('.content').getByText('An honest link').getAttribute('href')).toBe(
          'https://example.com/',
        );
        expect(
          await page
            .locator('.content')
            .locator('script, style, iframe, form, input, object, svg, meta, base')
            .count(),
        ).toBe(0);
        expect(
          await page.locator('a[href^="javascript:" i], a[href^="data:"], [onclick], [style]').count(),
        ).toBe(0);
        expect(await page.locator('#results').count()).toBe(0);
        expect(await overhangOf(page)).toBe(0);
      }
      const asked = stage.feeds.requests.slice(before);
      expect(asked.filter((url) => url.startsWith(STOLEN))).toEqual([]);
    });

    it('turns nothing around', async () => {
      const { page } = await stage.visit();
      await page.goto('/from/hostile');
      await page.getByRole('link', { name: 'Turned around', exact: true }).first().waitFor();
      expect(await page.locator('body').textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    });
  });
}
