/**
 * What things take: measured where nothing else is said, by `npm run bench` (docs/benchmarks.md) or by the test that
 * holds these against the functions and the embedded table (test/infra/costs/units.test.ts). What is assumed is named
 * so: it can't be measured on one machine.
 */

/** Write units of what one article brings, besides its words. */
export const ARTICLE_WRITES = 1.05; // real feeds: 571 bytes on average, one in twenty over 1 KB
/** Packed content, as a share of its HTML: 0.45 for real news, 0.55 for the bench's made-up words. */
export const PACKED_SHARE = 0.55;

/** Assumed: articles that are edited later, and written once more with their words. */
export const EDITED_SHARE = 0.1;

/** Of a look at a source: the claim, which says how it went as well. */
export const LOOK_WRITES = 1;
/** Of one with news besides: the state, and what was seen (up to 140 entries of 26 bytes). */
export const NEWS_WRITES = 1 + 4;
/** Reading what was seen, consistently. */
export const NEWS_READS = 1;

/** Of a cycle: that it is open, and that it is no longer; what became of the one before is looked up. */
export const CYCLE_WRITES = 2;
export const CYCLE_READS = 2;
/** Of a message of 25 sources: that it is planned, that it is done, and the version of the sources. */
export const MESSAGE_WRITES = 3;
/** Of a lot of news that are stored together: the version of the articles, and that its words are there. */
export const LOT_WRITES = 2;
/** Of a batch of words: the version of the articles. */
export const BATCH_WRITES = 1;

/** A source of 0.6 to 1 KB, read with all others by the schedule. */
export const LISTED_SOURCE_READS = 0.12;

export const SOURCES_A_MESSAGE = 25;
/** Lots of news that one message of sources stores, at most: one while the other is being written. */
export const LOTS_A_MESSAGE = 4;

/**
 * Read units of a page, the version included; with the names of sources, which are kept for some seconds.
 * Search: a word that stands in every tenth article.
 */
export const PAGE_READS = 7;
export const SEARCH_READS = 30;
export const FEED_READS = 15;
/** What is unchanged for who has it already. */
export const UNCHANGED_READS = 0.5;
/** An article of 0.6 KB, read beside its neighbours. */
export const EXPORTED_READS = 0.1;

export const DIGEST_READS = 45;
export const DIGEST_WRITES = 6;
/** One look of the clock at one reader of the roster. */
export const ROSTER_READS = 0.05;

/** Bytes that leave AWS. */
export const PAGE_BYTES = 16_500;
export const FIRST_VISIT_BYTES = 8_000; // scripts and what works offline
export const FIRST_VISIT_REQUESTS = 3;
export const UNCHANGED_BYTES = 500;
export const FEED_BYTES = 15_000;
export const EXPORTED_BYTES = 330; // an article of 1 KB, gzipped to 31 %
export const ARTICLES_A_PART = 10_000;
/** Assumed: a request to a source with its handshake. */
export const LOOK_BYTES = 1_500;

/** CPU on a whole core, in ms. */
export const CPU = {
  look: 1.5,
  article: 0.8,
  words: 0.16,
  source: 0.03, // read, looked at and planned by the schedule
  page: 10,
  search: 20,
  feed: 20,
  unchanged: 3,
  part: 800,
  digest: 12.6,
  small: 5,
} as const;

/** Assumed: a call of the table, of a queue or of a parameter, in ms. */
export const CALL_MS = 8;
/** Assumed: how long a message of 25 sources waits for the slowest of them. */
export const SLOWEST_SOURCE_MS = 5_000;
/** Assumed: a call of Stripe's. */
export const STRIPE_CALL_MS = 300;
/** SES takes 14 mails a second, of which digests take 11. */
export const DIGEST_PACE_MS = 1000 / 11;

/** Lambda's own start, which is assumed, and 25 to 130 ms of loading the code. */
export const COLD_START_MS = 400;
/** Assumed: a function that nobody calls for ten minutes is stopped. */
export const COLD_STARTS_AN_HOUR = 6;

/** Lambda's three lines and one of ours. */
export const LOG_BYTES = 1_000;
/** API Gateway's line of each request. */
export const ACCESS_LOG_BYTES = 230;
/** What CloudWatch keeps, of what it took: packed. */
export const LOGS_PACKED_SHARE = 0.15;

/**
 * Connections by which Lambda asks a queue for messages, and how often: 20 s is as long as SQS lets one wait. Lambda
 * does with two where a queue is quiet, but not where a maximum concurrency is set.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export const POLLERS = 5;
export const POLL_SECONDS = 20;

/** What DynamoDB counts for each item besides what is in it. */
export const ITEM_OVERHEAD_BYTES = 100;
export const ARTICLE_BYTES = 580;

/** Assumed, of a member in a month: mails that sign in, Stripe's events, and requests as somebody who is signed in. */
export const SIGN_INS = 2;
export const STRIPE_EVENTS = 4;
export const MEMBER_REQUESTS = 20;
