import type { Person } from '../checkout/shop';
import { has, inBrowser, openAccounts, partOf } from './accounts';

const accounts = openAccounts();

describe('the export', () => {
  const exporting = (query: string, as?: Person, accept = '*/*') =>
    accounts.shop.call('account-page', `GET /account/export${query}`, {
      cookies: inBrowser(as),
      headers: { accept },
    });

  test('has a form for members, who are told what comes without a script', async () => {
    const { text } = await accounts.page(await accounts.member());
    const form = partOf(text, '<h2 id="export">', '<h2>Mails');
    expect([form, form, form]).toEqual(
      has('action="/account/export"', '5,000 at least', '<p id="export-state" role="status"></p>'),
    );
    expect(text).toMatch(/<script type="module" src="\/assets\/account\.[\da-f]{8}\.js">/);
    const { text: toOther } = await accounts.page(await accounts.someone());
    expect(toOther).toMatch(/All articles as a file are for members\. You have no plan\. <a href="\/plans">/);
    expect(toOther).not.toContain('action="/account/export"');
  });

  test('begins without what the form left empty', async () => {
    const as = await accounts.member();
    const address = async (query: string) => (await exporting(query, as)).headers['location'];
    expect(await address('?format=csv&search=&since=&until=')).toBe('/export?format=csv');
    expect(await address('?format=json&search=fog+bell%26&since=2026-11-01&until=')).toBe(
      '/export?format=json&search=fog+bell%26&since=2026-11-01',
    );
    expect(await address('')).toBe('/export');
    const begun = await exporting('?format=csv&search=%20', as);
    expect([begun.status, begun.headers['cache-control']]).toEqual([303, 'no-store']);
    const to = begun.headers['location'] ?? '';
    expect((await accounts.shop.call('export', `GET ${to}`, { cookies: inBrowser(as) })).status).toBe(200);
  });

  test('is refused on a page that says what to do', async () => {
    const as = await accounts.member();
    const wrong = await exporting('?format=xml&since=tomorrow', as, 'text/html');
    expect([wrong.status, wrong.text, wrong.text]).toEqual([400, ...has('format must be', 'since must be')]);
    expect((await exporting('?cursor=x', as)).status).toBe(400);
    const poor = await exporting('', await accounts.someone(), 'text/html');
    expect([poor.status, poor.text]).toEqual([
      402,
      expect.stringContaining('href="https://news.example/account"'),
    ]);
    expect(poor.text).not.toContain('Go on at');
    const stranger = await exporting('', undefined, 'text/html');
    expect([stranger.status, stranger.text]).toEqual([401, expect.stringContaining('action="/sign-in"')]);
  });
});
