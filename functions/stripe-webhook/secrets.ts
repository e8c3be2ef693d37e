import { isKept } from '../clock/is-kept';
import { STRIPE_WEBHOOK_SECRET } from '../secrets/names';
import { readSecret } from '../secrets/parameters';

/** A secret that was rolled is known after this long. */
const KEPT_MS = 60_000;

let kept: { secrets: string[]; until: number } | undefined;

/**
 * What Stripe signs with: one secret, or two separated by a comma or white space while one is rolled.
 * @throws where there is none: without it anybody could say that anything happened
 */
export async function webhookSecrets(): Promise<string[]> {
  if (kept !== undefined && isKept(kept.until, KEPT_MS)) return kept.secrets;
  const secrets = ((await readSecret(STRIPE_WEBHOOK_SECRET)) ?? '').split(/[\s,]+/).filter(Boolean);
  if (secrets.length === 0) throw new Error(`The secret ${STRIPE_WEBHOOK_SECRET} is missing or blank`);
  kept = { secrets, until: Date.now() + KEPT_MS };
  return secrets;
}
