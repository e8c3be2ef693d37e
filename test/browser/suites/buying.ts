import { signIn, signInByMail } from '../person';
import { type Stage, WITH_AND_WITHOUT_SCRIPTS } from '../stage';
import type { StripePages } from '../stripe-pages';

/** Plans and Stripe's pages, there and back. */
export function buyingSuite(stage: Stage, stripe: () => StripePages): void {
  describe.each(WITH_AND_WITHOUT_SCRIPTS)('buying%s', (name, options) => {
    const addressOf = (who: string) => `${who}${name === '' ? '' : '.plain'}@example.org`;

    it('leads a stranger from the plans to a subscription, and to the account by mail', async () => {
      const address = addressOf('ada');
      const { page } = await stage.visit(options);
      await page.goto('/');
      await page.getByRole('link', { name: 'Membership' }).click();
      await page.getByLabel('Your mail address').fill(address);
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.getByRole('button', { name: 'Pay' }).click();
      await page.getByRole('heading', { level: 1, name: 'You’re in' }).waitFor();
      await page.getByLabel('Your mail address').fill(address);
      await page.getByRole('button', { name: 'Mail me a link' }).click();
      await page.getByText(/mail/i).first().waitFor();
      await signInByMail(page, stage, address);
      await page.getByText('Your subscription is paid until').waitFor();
      expect(await page.getByRole('button', { name: 'Subscribe' }).count()).toBe(0);
    });

    it('sells a pass to who is signed in, and leads to the customer portal', async () => {
      const { page } = await stage.visit(options);
      await signIn(page, stage, addressOf('grace'));
      await page.goto('/plans');
      await page.getByRole('button', { name: 'Buy a pass' }).click();
      await page.getByRole('button', { name: 'Pay' }).click();
      await page.getByRole('heading', { level: 1, name: 'You’re in' }).waitFor();
      await page.getByRole('link', { name: 'Account', exact: true }).click();
      await page.getByRole('definition').filter({ hasText: /^Pass/ }).waitFor();
      await page.getByRole('button', { name: 'Cards, invoices, cancelling' }).click();
      await page.getByRole('heading', { name: 'Customer portal' }).waitFor();
      expect(new URL(page.url()).origin).toBe(stripe().url);
    });
  });

  it('says with its next looks, a second apart, that a payment is through which was not at first', async () => {
    const { page } = await stage.visit();
    stripe().looksBeforePaid = 2;
    await signIn(page, stage, 'mary@example.org');
    await page.goto('/plans');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.getByText('Confirming your payment').first().waitFor();
    await page.getByRole('heading', { level: 1, name: 'You’re in' }).waitFor();
    expect(new URL(page.url()).searchParams.get('look')).toBe('3');
  });
}
