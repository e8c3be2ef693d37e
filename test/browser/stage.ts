import type { BrowserContextOptions, Page } from 'playwright-core';
import type { FeedServer } from '../feed-server';
import type { LocalService } from './local-service';
import type { Visitor } from './visitor';

/** What the tests of a file have in common: a service with its sources, and people who come to see it. */
export interface Stage {
  readonly service: LocalService;
  readonly feeds: FeedServer;
  /** Somebody comes with a browser of their own; nothing is open in it yet. */
  visit(options?: BrowserContextOptions): Promise<Visitor>;
}

/** A narrow phone, the narrowest that pages are made for. */
export const PHONE = {
  viewport: { width: 320, height: 640 },
  hasTouch: true,
} satisfies BrowserContextOptions;

/** With scripts and without: what people do by pages works either way. */
export const WITH_AND_WITHOUT_SCRIPTS: [name: string, options: BrowserContextOptions][] = [
  ['', {}],
  [' with JavaScript off', { javaScriptEnabled: false }],
];

/** Titles of the articles that a page lists, in their order. */
export const titlesOn = (page: Page): Promise<string[]> => page.locator('#results h3 a').allTextContents();
