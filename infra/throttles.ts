/** What API Gateway lets through: requests a second, and how many may come at once before that counts. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * Of each route that is not named below. API Gateway keeps a bucket for each route, not one for all, so a flood of
 * one leaves the others to readers; who asks too often gets 429, for which AWS charges nothing. Two a second are
 * 170,000 requests a day for each route.
 *
 * These numbers are what bounds the bill under attack, together with what the table lets itself be read
 * (infra/table.ts): infra/costs/attack.ts computes it from the template, docs/costs.md shows it. AWS calls both targets
 * and no guarantee.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export const DEFAULT_THROTTLE: Throttle = { rateLimit: 2, burstLimit: 50 };

/** What readers come for: 860,000 a day of each. A page and its parts are three requests. */
const READING: Throttle = { rateLimit: 10, burstLimit: 100 };

/** Feed readers come on the hour, all at once. */
const FEEDS: Throttle = { rateLimit: 2, burstLimit: 200 };

/** A part of 10,000 articles is up to 6 MB: who exports 200,000 has them at once, and then a part in four seconds. */
const EXPORT: Throttle = { rateLimit: 0.25, burstLimit: 20 };

/** Each is a mail, or begins a payment at Stripe. One address and one caller have stricter limits of their own. */
const DEAR: Throttle = { rateLimit: 1, burstLimit: 20 };

/** Renewals come in a crowd, and what is refused comes minutes later. A bucket of its own keeps readers out of it. */
const STRIPE: Throttle = { rateLimit: 10, burstLimit: 100 };

/** By route keys. */
export const ROUTE_THROTTLES: Readonly<Record<string, Throttle>> = {
  'GET /': READING,
  'GET /read/{id}': READING,
  'GET /assets/{file}': READING,
  'GET /articles': READING,
  'GET /articles/{id}': READING,
  'GET /feed.atom': FEEDS,
  'GET /feed.rss': FEEDS,
  'GET /feed.json': FEEDS,
  'GET /export': EXPORT,
  'POST /sign-in': DEAR,
  'POST /checkout': DEAR,
  'POST /passes': DEAR,
  'POST /stripe/webhook': STRIPE,
};
