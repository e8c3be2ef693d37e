import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { PHONE } from './stage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const EVERY_RULE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What another colour scheme or a narrower window can break, of a page that is found well in one. */
const RULES_OF_LOOKS = [
  'color-contrast',
  'link-in-text-block',
  'meta-viewport',
  'scrollable-region-focusable',
  'target-size',
];

const WIDE = { width: 1280, height: 720 };

/** What axe-core finds wrong with a page as it stands, a line each: the rule, the element, why. */
export async function violationsOf(page: Page, rules = EVERY_RULE): Promise<string[]> {
  // By the debugger, which no Content-Security-Policy holds back.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** What is wrong with a page: in the light and on a wide screen, then in the dark on a phone. A line each, as above. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(WIDE);
  const wide = await violationsOf(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize(PHONE.viewport);
  const narrow = await violationsOf(page, RULES_OF_LOOKS);
  const overhang = await overhangOf(page);
  return [
    ...wide,
    ...narrow.map((fault) => `dark, on a phone: ${fault}`),
    ...(overhang > 0 ? [`${overhang} px too wide`] : []),
  ];
}

/** By how many pixels a page is wider than its window. */
export const overhangOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
