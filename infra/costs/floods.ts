import { ARTICLE_WRITES, FEED_READS, PAGE_READS, SEARCH_READS } from './units';

/** What somebody asks for all day, as often as they are let through. */
export interface Flood {
  readonly what: string;
  /** by their keys */
  readonly routes: readonly string[];
  /** what one request takes; without gzip, which whoever means ill does not ask for */
  readonly takes: Takes;
}

export interface Takes {
  /** of the function's time */
  readonly seconds: number;
  /** of the answer */
  readonly bytes: number;
  /** units of the table */
  readonly reads: number;
  readonly writes?: number;
  readonly mails?: number;
}

/** The front page with 50 articles: measured (docs/benchmarks.md). */
const PAGE_BYTES = 68_600;
/** A hundred articles, or fifty in a feed, of up to 1 KB each. */
const LIST_BYTES = 100_000;
const FEED_BYTES = 60_000;
/** Assumed: the longest article of all sources. Who asks for it all day has looked for it. */
const ARTICLE_BYTES = 100_000;
/** What Lambda lets a function answer. */
const PART_BYTES = 6 * 1024 * 1024;

/**
 * The read units after which a search of a page, a list, a feed and a part of an export returns what it has: for words
 * that each stand in many articles, but never together.
 */
const DEAREST = { page: 600, list: 300, feed: 1_500, part: 6_000 };

/**
 * Assumed: DynamoDB gives the 128 units of one Query in an eighth of a second. Where it throttles, the SDK soon has no
 * tries left that it could wait for, and calls fail faster than they would have ended.
 */
const UNITS_A_SECOND = 1_000;

const dearest = (what: keyof typeof DEAREST, bytes: number): Takes => ({
  seconds: DEAREST[what] / UNITS_A_SECOND,
  bytes,
  reads: DEAREST[what],
});

const ORDINARY: Takes = { seconds: 0.05, bytes: 20_000, reads: PAGE_READS };

export const FLOODS: readonly Flood[] = [
  {
    what: 'the front page',
    routes: ['GET /'],
    takes: { seconds: 0.05, bytes: PAGE_BYTES, reads: PAGE_READS },
  },
  {
    what: 'pages of a common word',
    routes: ['GET /'],
    takes: { seconds: 0.1, bytes: PAGE_BYTES, reads: SEARCH_READS },
  },
  {
    what: 'pages of the dearest search there is',
    routes: ['GET /'],
    takes: dearest('page', PAGE_BYTES),
  },
  {
    what: 'lists of the dearest search there is',
    routes: ['GET /articles'],
    takes: dearest('list', LIST_BYTES),
  },
  {
    what: 'feeds of the dearest search there is',
    routes: ['GET /feed.atom', 'GET /feed.rss', 'GET /feed.json'],
    takes: dearest('feed', FEED_BYTES),
  },
  {
    what: 'feeds of a common word',
    routes: ['GET /feed.atom', 'GET /feed.rss', 'GET /feed.json'],
    takes: { seconds: 0.1, bytes: FEED_BYTES, reads: FEED_READS },
  },
  {
    what: 'the longest article',
    routes: ['GET /articles/{id}'],
    takes: { seconds: 0.05, bytes: ARTICLE_BYTES, reads: 13 },
  },
  {
    what: 'exports, by a member',
    routes: ['GET /export'],
    takes: dearest('part', PART_BYTES),
  },
  {
    what: 'sign-ins of made-up addresses, from everywhere',
    routes: ['POST /sign-in'],
    takes: { seconds: 0.3, bytes: 2_000, reads: 5, writes: 8, mails: 1 },
  },
  {
    what: 'checkouts, from everywhere',
    routes: ['POST /checkout', 'POST /passes'],
    takes: { seconds: 2, bytes: 2_000, reads: 5, writes: 8 },
  },
  {
    what: 'webhook calls with bad signatures',
    routes: ['POST /stripe/webhook'],
    takes: { seconds: 0.02, bytes: 1_000, reads: 0 },
  },
  {
    what: 'addresses that are none',
    routes: ['$default'],
    takes: { seconds: 0.01, bytes: 10_000, reads: 0 },
  },
];

/** A route that has no flood of its own. */
export const ANY_OTHER: Takes = ORDINARY;

/**
 * A source that lies: as many entries as are taken of one reading, all new, whenever it is asked. Content is cut to
 * what 16 MB hold.
 */
export const LYING_SOURCE = {
  entries: 10_000,
  readingsADay: 48,
  /** content of up to 2 KB, packed, and words that are all made up: twice what the bench measures */
  writes: ARTICLE_WRITES + 2 + 12,
};
