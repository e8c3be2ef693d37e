import type Stripe from 'stripe';
import { api, json } from '../http/api';
import { ownUrl } from '../http/own-url';
import type { Facts } from '../log/facts';
import { log } from '../log/log';
import { measure } from '../metrics/measure';
import { tell } from '../payment-mails/tell';
import { isLiveMode, requireStripe } from '../stripe/client';
import { syncCustomer } from '../stripe/sync';
import type { World } from '../stripe/world';
import { openTable } from '../table/client';
import { customerOf } from './customer-of';
import { webhookSecrets } from './secrets';
import { verifiedEvent } from './signature';

/**
 * `POST /stripe/webhook`: Stripe says that something happened to a customer, who is then read there and told of what
 * happened. Where the reading fails the answer is a 5xx, so that Stripe comes back; a mail that fails is no matter of
 * Stripe's, which ends an endpoint that fails for long.
 */
export const handler = api(async ({ headers, body, url }) => {
  const stripe = await requireStripe();
  const secrets = await webhookSecrets();
  const event = verifiedEvent(body, header(headers, 'stripe-signature'), secrets);
  const isLive = await isLiveMode();
  if (isLive !== null && typeof event.livemode === 'boolean' && event.livemode !== isLive) {
    // The secret is of an endpoint of the other mode: our key cannot read what it tells of, now or later.
    log.warn('A Stripe event of the other mode', { ...named(event), livemode: event.livemode });
    return RECEIVED;
  }
  const result = await follow({ table: openTable(), stripe }, event, ownUrl() ?? url.origin);
  measureLag(event, Date.now());
  log.info('A Stripe event was worked off', { ...named(event), result });
  return RECEIVED;
});

/** Reads whom an event is about at Stripe, and tells them. @param origin of our pages @returns what came of it */
async function follow(world: World, event: Stripe.Event, origin: string): Promise<string> {
  const customer = await customerOf(world.stripe, event);
  if (customer === null) return 'about no customer';
  const synced = await syncCustomer(world, customer);
  if (synced === null) return 'about nobody of ours';
  const { reader, facts, address } = synced;
  await tell(world.table, origin, { reader, facts, address: async () => address });
  return 'customer read';
}

/** Stripe tries for three days; what comes later was sent again by hand, and says nothing of how we follow. */
const TRIED_FOR_SECONDS = 3 * 86_400;

/** @param now ms since 1970 */
function measureLag({ created }: Stripe.Event, now: number): void {
  const lag = Math.max(0, now / 1000 - created);
  if (lag <= TRIED_FOR_SECONDS) measure({ WebhookLag: lag });
}

const named = ({ id, type }: Stripe.Event): Facts => ({ stripeEvent: id, kind: type });

const RECEIVED = json(200, { received: true });

/** Proxies spell names as they like. */
const header = (headers: Record<string, string | undefined>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
