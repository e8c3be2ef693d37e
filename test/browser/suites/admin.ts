import type { BrowserContextOptions, Page } from 'playwright-core';
import { publish } from '../news';
import { type Stage, titlesOn } from '../stage';

/** Shows the admin token at /admin. */
export async function signInAsAdmin(page: Page, { service }: Stage): Promise<void> {
  await page.goto('/admin');
  await page.getByLabel('Admin token').fill(service.adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Keeping sources, in a browser. */
export function adminSuite(stage: Stage): void {
  const rowOf = (page: Page, title: string) => page.getByRole('row', { name: title });
  const notice = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

  describe('the admin', () => {
    const admin = async (options: BrowserContextOptions = {}) => {
      const visitor = await stage.visit(options);
      visitor.expect(/status of 401/);
      await signInAsAdmin(visitor.page, stage);
      return visitor;
    };

    it('adds a source, fetches it, sees how it is doing, and removes it', async () => {
      const visitor = await admin();
      const { page } = visitor;
      const title = 'The Saltmere Post';
      const { url } = publish(stage.feeds, 'saltmere', title, [
        { id: 'one', title: 'The gulls are back', hoursAgo: 0.1 },
      ]);
      await page.getByLabel('Address').fill(url);
      await page.getByRole('button', { name: 'Add it' }).click();
      await notice(page, `${title} is added`).waitFor();
      await page.getByRole('button', { name: 'Fetch now' }).click();
      await notice(page, /^Finished: .* sources asked/).waitFor();
      await rowOf(page, title).getByText('ok', { exact: true }).waitFor();
      await rowOf(page, title).getByRole('cell', { name: '1', exact: true }).waitFor();
      expect(await rowOf(page, 'The Vanished Gazette').textContent()).toMatch(/404.*failing/);

      await rowOf(page, title).getByRole('link', { name: title }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await titlesOn(page)).toEqual(['The gulls are back']);

      await page.goto('/admin');
      visitor.accept(/^Remove The Saltmere Post/);
      await rowOf(page, title).getByText('Remove', { exact: true }).click();
      await notice(page, 'is removed').waitFor();
      expect(await rowOf(page, title).count()).toBe(0);
    });

    it('imports another reader’s sources, fetches them and removes one with JavaScript off', async () => {
      const { page } = await admin({ javaScriptEnabled: false });
      publish(stage.feeds, 'far', 'Far away', []);
      const opml = `<opml version="2.0"><body><outline text="Far away" xmlUrl="${stage.feeds.url('/far.json')}"/></body></opml>`;
      const file = { name: 'mine.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml) };
      await page.getByLabel('OPML file').setInputFiles(file);
      await page.getByRole('button', { name: 'Import' }).click();
      await notice(page, '1 source added').waitFor();
      const row = rowOf(page, 'Far away');
      await row.getByRole('button', { name: 'Fetch' }).click();
      await notice(page, /^Finished: 1 source asked/).waitFor();
      await row.getByText('Remove', { exact: true }).click();
      await row.getByRole('button', { name: /^Remove/ }).click();
      await notice(page, 'is removed').waitFor();
    });

    it('is asked for the token again when it is wrong, and after signing out', async () => {
      const visitor = await admin();
      const { page } = visitor;
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL('/');
      await page.goto('/admin');
      await page.getByLabel('Admin token').fill('not the token');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('button', { name: 'Fetch now' }).count()).toBe(0);
    });
  });
}
