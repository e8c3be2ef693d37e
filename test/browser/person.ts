import type { Page } from 'playwright-core';
import type { Stage } from './stage';

/** Follows the newest link that was mailed to somebody, and says yes to being them. */
export async function signInByMail(page: Page, { service }: Stage, address: string): Promise<void> {
  await page.goto(await service.linkTo(address, '/sign-in?token='));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(address).waitFor();
}

/** Asks for a link without a page, and signs in by it. */
export async function signIn(page: Page, stage: Stage, address: string): Promise<void> {
  await stage.service.ask('POST', '/sign-in', { email: address });
  await signInByMail(page, stage, address);
}
