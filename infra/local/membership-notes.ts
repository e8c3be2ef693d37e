import { accessRules } from '../../functions/entitlement/rules';
import { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } from '../../functions/secrets/names';
import { ourPrices, passOffer } from '../../functions/stripe/settings';
import { StartError } from './data-folder';
import { messageOf } from './problem';
import type { Secrets } from './secrets';

/**
 * What whoever starts the paid side should know of how it is set up; nothing where it is not.
 * @throws StartError where a setting is wrong
 */
export function membershipNotes(secrets: Secrets): string[] {
  if (secrets.get(STRIPE_SECRET_KEY) === null) return [];
  try {
    passOffer();
    accessRules();
  } catch (error) {
    throw new StartError(`${messageOf(error)}.`);
  }
  return [
    ...(secrets.get(STRIPE_WEBHOOK_SECRET)?.trim()
      ? []
      : ['STRIPE_WEBHOOK_SECRET is not set: people can pay, but the webhook refuses all events.']),
    ...(ourPrices().length > 0 ? [] : ['STRIPE_PRICE_ID is not set: passes are sold, and no subscription.']),
  ];
}
