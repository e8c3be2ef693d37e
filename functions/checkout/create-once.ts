import { hash } from 'node:crypto';
import { isKeptFailure } from '../stripe/refusals';

/** A failure that Stripe keeps to a key is given again for a day; a third one is no accident. */
const MOST_KEYS = 3;

/**
 * Creates something at Stripe once for an attempt, whatever is retried after whichever crash. Other parameters
 * are another thing. Stripe also keeps failures of its own to a key: one that it only gives again is left behind,
 * and the next key takes its place.
 * @param attempt the same for all tries
 * @param parameters what is created; part of the key, as Stripe refuses others under the same one
 * @see https://docs.stripe.com/api/idempotent_requests
 */
export async function createOnce<Parameters, Made>(
  attempt: string,
  parameters: Parameters,
  create: (parameters: Parameters, options: { idempotencyKey: string }) => Promise<Made>,
): Promise<Made> {
  const key = hash('sha256', `${attempt}\n${JSON.stringify(parameters)}`, 'base64url');
  for (let number = 1; ; number++) {
    try {
      return await create(parameters, { idempotencyKey: `newsreel:${key}:${number}` });
    } catch (error) {
      if (number === MOST_KEYS || !isKeptFailure(error)) throw error;
    }
  }
}
