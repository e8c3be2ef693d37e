import { api, json } from '../http/api';
import { ownUrl } from '../http/own-url';
import { tell } from '../payment-mails/tell';
import { isLiveMode, requireStripe } from '../stripe/client';
import { syncCustomer } from '../stripe/sync';
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
    console.warn(
      JSON.stringify({
        level: 'warn',
        message: 'A Stripe event of the other mode',
        livemode: event.livemode,
      }),
    );
    return RECEIVED;
  }
  const customer = await customerOf(stripe, event);
  if (customer === null) return RECEIVED;
  const table = openTable();
  const synced = await syncCustomer({ table, stripe }, customer);
  if (synced === null) return RECEIVED;
  const { reader, facts, address } = synced;
  await tell(table, ownUrl() ?? url.origin, { reader, facts, address: async () => address });
  return RECEIVED;
});

const RECEIVED = json(200, { received: true });

/** Proxies spell names as they like. */
const header = (headers: Record<string, string | undefined>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
