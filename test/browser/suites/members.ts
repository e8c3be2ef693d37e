import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsOf } from '../accessibility';
import { signIn } from '../person';
import { type Stage, WITH_AND_WITHOUT_SCRIPTS } from '../stage';
import type { StripePages } from '../stripe-pages';
import { eventually } from '../wait';

/** What members do in their accounts. */
export function membersSuite(stage: Stage, stripe: () => StripePages): void {
  const buyPass = async ({ request }: Page) => {
    const { url } = await (await request.post('/checkout', { data: { plan: 'pass' } })).json();
    const session = url.split('/').at(-1);
    stripe().double.account.pay(session);
    await request.get(`/checkout/return?session_id=${session}`);
  };
  /** Somebody who has a pass, at their account. */
  const member = async (address: string, options: BrowserContextOptions = {}) => {
    const visitor = await stage.visit(options);
    const { page } = visitor;
    await signIn(page, stage, address);
    await buyPass(page);
    await page.goto('/account');
    return visitor;
  };
  const digestForm = (page: Page) => page.locator('form[action="/account/digest"]');

  describe.each(WITH_AND_WITHOUT_SCRIPTS)('a member%s', (name, options) => {
    const addressOf = (who: string) => `${who}${name === '' ? '' : '.plain'}@example.net`;

    it('signs in by a mailed link, and out', async () => {
      const address = addressOf('hedy');
      const visitor = await stage.visit(options);
      const { page } = visitor;
      visitor.expect(/status of 410/);
      await page.goto('/account');
      await page.getByLabel('Your mail address').first().fill(address);
      await page.getByRole('button', { name: 'Mail me a link' }).click();
      await page.goto(await stage.service.linkTo(address, '/sign-in?token='));
      await page.getByText(address).waitFor();
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Signed in as').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForURL('/');
      await page.goto('/account');
      await page.getByRole('button', { name: 'Mail me a link' }).waitFor();
      const again = await page.goto(await stage.service.linkTo(address, '/sign-in?token='));
      expect(again?.status()).toBe(410);
    });

    it('sets a digest of a search, gets it, and ends it by its link', async () => {
      const address = addressOf('joan');
      const { page } = await member(address, options);
      await page.goto('/?search=bell');
      await page.getByRole('link', { name: 'by mail' }).click();
      const form = digestForm(page);
      expect(await form.getByLabel('Only what a search finds').inputValue()).toBe('bell');
      await form.getByLabel('Each day').check();
      await form.getByLabel('At', { exact: true }).selectOption('6');
      await form.getByRole('button', { name: 'Save' }).click();
      await page
        .getByRole('status')
        .filter({ hasText: /^Saved: you get your digest every day at 06:00/ })
        .waitFor();
      await page.reload();
      expect(await digestForm(page).getByLabel('Each day').isChecked()).toBe(true);

      await stage.service.ask('POST', '/digests');
      const link = await stage.service.linkTo(address, '/unsubscribe');
      const { page: later } = await stage.visit(options);
      await later.goto(link);
      await later.getByRole('button', { name: 'End it' }).click();
      await later.getByRole('heading', { level: 1, name: 'No more digests' }).waitFor();
      await page.goto('/account');
      expect(await digestForm(page).getByLabel('Never').isChecked()).toBe(true);
      await page
        .getByRole('listitem')
        .filter({ hasText: 'fog bell' })
        .or(page.getByText(/Mails to you/))
        .first()
        .waitFor();
    });
  });

  it('has everything deleted that is known of them', async () => {
    const { page } = await member('lise@example.net');
    await page.getByRole('link', { name: 'Delete your account' }).click();
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByRole('status').filter({ hasText: 'You are forgotten' }).waitFor();
    await page.goto('/account');
    await page.getByRole('button', { name: 'Mail me a link' }).waitFor();
  });

  it('guesses the time zone of who never said one', async () => {
    const { page } = await member('tokyo@example.net', { timezoneId: 'Asia/Tokyo' });
    await eventually(async () =>
      expect(await digestForm(page).getByLabel('In the time zone').inputValue()).toBe('Asia/Tokyo'),
    );
  });

  it('exports into a file without JavaScript', async () => {
    const { page } = await member('emmy.plain@example.net', { javaScriptEnabled: false });
    await page.locator('#export-form').getByLabel('Only what a search finds').fill('bell');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    expect(await readFile(await download.path(), 'utf8')).toContain(
      'Harbour council votes to keep the fog bell',
    );
  });

  it('exports part by part, and goes on with the part that failed', async () => {
    const visitor = await member('emmy@example.net');
    const { page } = visitor;
    visitor.expect(/status of 503/);
    let isDown = true;
    await page.route('**/export?**', async (route) => {
      const isSecond = new URL(route.request().url()).searchParams.has('cursor');
      if (isSecond && isDown) {
        isDown = false;
        return route.fulfill({ status: 503, body: '{"title":"Busy","status":503}' });
      }
      const next = isSecond
        ? {}
        : { link: `<${page.url().split('/account')[0]}/export?format=ndjson&cursor=two>; rel="next"` };
      return route.fulfill({
        contentType: 'application/x-ndjson',
        headers: { 'content-disposition': 'attachment; filename="newsreel.ndjson"', ...next },
        body: isSecond ? '{"id":"2"}\n' : '{"id":"1"}\n',
      });
    });
    const downloads: Promise<string>[] = [];
    page.on('download', (download) =>
      downloads.push(
        download
          .path()
          .then(async (file) => `${download.suggestedFilename()}: ${await readFile(file, 'utf8')}`),
      ),
    );
    await page.getByLabel('Format').selectOption('ndjson');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await eventually(async () => expect(downloads).toHaveLength(2));
    expect(await Promise.all(downloads)).toEqual([
      expect.stringMatching(/part-1\.ndjson: \{"id":"1"\}\n$/),
      expect.stringMatching(/part-2\.ndjson: \{"id":"2"\}\n$/),
    ]);
  });

  it('the pages of members are accessible, in the light and the dark, on any screen', async () => {
    const visitor = await stage.visit();
    const { page } = visitor;
    visitor.expect(/status of 4\d\d/);
    const look = async (path: string) => {
      await page.goto(path);
      expect({ path, faults: await faultsOf(page) }).toEqual({ path, faults: [] });
    };
    for (const path of ['/plans', '/account', '/sign-in', '/sign-in?token=none', '/unsubscribe?token=none']) {
      await look(path);
    }
    const { account } = stripe().double;
    const address = 'grace@example.com';
    account.subscribe(account.createCustomer({ email: address }).id, { status: 'past_due' });
    await signIn(page, stage, address);
    for (const path of ['/account', '/plans', '/account/delete', '/checkout/return?session_id=cs_none']) {
      await look(path);
    }
  }, 60_000);
}
