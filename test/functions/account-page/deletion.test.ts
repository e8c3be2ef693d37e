import { type Person, passTime } from '../checkout/shop';
import { has, inBrowser, openAccounts, shownAddress } from './accounts';

const accounts = openAccounts();

describe('the page before an account is deleted', () => {
  const asking = (as?: Person, accept = 'text/html') =>
    accounts.shop.call('account-page', 'GET /account/delete', {
      cookies: inBrowser(as),
      headers: { accept },
    });

  test('says what goes and what stays, and changes nothing', async () => {
    const as = await accounts.someone();
    const { status, text, headers } = await asking(as);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect([text, text, text]).toEqual(has(shownAddress(as), 'Stripe keeps', 'action="/account/delete"'));
    expect(text).not.toContain('name="cancel"');
    expect((await accounts.page(as)).text).toContain('href="/account/delete"');
  });

  test('wants a word on a subscription that goes on, and none on one that ends', async () => {
    const as = await accounts.someone();
    const { id } = accounts.shop.stripe.account.subscribe(await accounts.customerOf(as));
    passTime(3_700_000);
    const { text } = await asking(as);
    expect(text).toMatch(/<input type="checkbox" name="cancel" value="true" required>/);
    accounts.shop.stripe.account.changeSubscription(id, { cancel_at_period_end: true });
    passTime(2 * 3_700_000);
    expect((await asking(as)).text).not.toContain('name="cancel"');
  });

  test('is nobody’s who is not signed in', async () => {
    expect(await asking()).toMatchObject({ status: 401, text: expect.stringContaining('action="/sign-in"') });
    expect((await asking(undefined, '*/*')).headers['content-type']).toBe('application/problem+json');
  });
});
