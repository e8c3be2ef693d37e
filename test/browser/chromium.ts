import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { type Allowed, Visitor } from './visitor';

/** As distributions name it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine, an absolute path: `NEWSREEL_CHROMIUM`, or one on PATH; null where there is none. */
export function findChromium(): string | null {
  const { NEWSREEL_CHROMIUM, PATH = '' } = process.env;
  if (NEWSREEL_CHROMIUM) return NEWSREEL_CHROMIUM;
  const files = PATH.split(path.delimiter).flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts Chromium, which reaches this machine alone. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--force-color-profile=srgb'],
  });

/** Opens a browser with nothing in it, as somebody who comes for the first time has one. */
export type Visit = (allowed: Allowed, options?: BrowserContextOptions) => Promise<Visitor>;

/**
 * Tests in Chromium, skipped where there is none. What a page does that no page of ours should do, such as an error
 * in the console, fails the test that it happens in.
 */
export function describeInChromium(name: string, tests: (visit: Visit) => void): void {
  const executablePath = findChromium();
  if (executablePath === null) {
    process.stdout.write(`Skipped: ${name}, as there is no Chromium (or name one in NEWSREEL_CHROMIUM)\n`);
    describe.skip(`${name} (skipped where there is no Chromium)`, () =>
      tests(() => Promise.reject(new Error('There is no Chromium'))));
    return;
  }
  describe(name, () => {
    let browser: Promise<Browser>;
    const visitors: Visitor[] = [];
    beforeAll(() => {
      // Not waited for: the service that it is to look at starts meanwhile.
      browser = launchChromium(executablePath);
      browser.catch(() => undefined);
    });
    afterAll(async () => (await browser).close());
    afterEach(async () => {
      const opened = visitors.splice(0);
      await Promise.all(opened.map((visitor) => visitor.leave()));
      expect(opened.flatMap(({ faults }) => faults)).toEqual([]);
    });
    tests(async (allowed, options) => {
      const visitor = await Visitor.enter(await browser, allowed, options);
      visitors.push(visitor);
      return visitor;
    });
  });
}
