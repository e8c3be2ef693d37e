import Stripe from 'stripe';
import { isKept } from '../clock/is-kept';
import { notFound } from '../http/problem';
import { STRIPE_SECRET_KEY } from '../secrets/names';
import { readSecret } from '../secrets/parameters';
import { parseUrl } from '../text/parse-url';
import type { StripeClient } from './parts';

/** A key that was rolled is known everywhere after this long. */
const KEPT_MS = 60_000;

/** Our own caller gives up after 30 s, and Stripe's answers take a tenth of a second to a second. */
const TIMEOUT_MS = 8_000;
const RETRIES = 2;

/** What the types of the library are of, and what the tests' double speaks. */
const API_VERSION = '2026-10-28.endive';

interface Opened {
  key: string | null;
  base: string | undefined;
  stripe: StripeClient | null;
  until: number;
}

let kept: Opened | undefined;

/** Stripe as the service's own account; null where no key is set up and there is no paid plan. */
export const openStripe = async (): Promise<StripeClient | null> => (await open()).stripe;

/** @throws Problem 404 where no key is set up */
export async function requireStripe(): Promise<StripeClient> {
  const stripe = await openStripe();
  if (stripe === null) throw notFound('There is no paid plan here: who signs in has all that there is');
  return stripe;
}

/** Whether the key moves real money; null where it does not say, or there is none. */
export async function isLiveMode(): Promise<boolean | null> {
  const { key } = await open();
  return /^[rs]k_live_/.test(key ?? '') ? true : /^[rs]k_test_/.test(key ?? '') ? false : null;
}

async function open(): Promise<Opened> {
  const base = process.env['STRIPE_API_BASE'] || undefined;
  if (kept !== undefined && isKept(kept.until, KEPT_MS) && kept.base === base) return kept;
  const key = (await readSecret(STRIPE_SECRET_KEY))?.trim() || null;
  const isSame = kept !== undefined && kept.key === key && kept.base === base;
  const stripe = isSame ? (kept?.stripe ?? null) : key === null ? null : createClient(key, base);
  kept = { key, base, stripe, until: Date.now() + KEPT_MS };
  return kept;
}

const createClient = (key: string, base: string | undefined): StripeClient =>
  new Stripe(key, {
    apiVersion: API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    // It would write into HOME, which a function has none of.
    telemetry: false,
    ...(base === undefined ? {} : addressOf(base)),
  });

/** `STRIPE_API_BASE`, as the library takes it. @throws where it is no http(s) URL, or has a path */
function addressOf(base: string): { protocol: 'http' | 'https'; host: string; port: string } {
  const url = parseUrl(base);
  const protocol = url?.protocol.slice(0, -1);
  if (url === null || (protocol !== 'http' && protocol !== 'https')) {
    throw new Error('STRIPE_API_BASE must be a URL such as http://127.0.0.1:12111');
  }
  if (url.pathname !== '/' || url.search !== '') throw new Error('STRIPE_API_BASE must not have a path');
  // An IPv6 address stands in brackets in a URL alone.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { protocol, host, port: url.port || (protocol === 'https' ? '443' : '80') };
}
