import Stripe from 'stripe';
import { Problem } from '../http/problem';

/** How old an event may be when it comes, and by how much its clock may be ahead, in seconds. */
const TOLERANCE = 300;

/**
 * An event that Stripe has signed just now.
 * @param body as it came: what was parsed and written again has another signature
 * @param header `Stripe-Signature`
 * @param secrets `whsec_…`: two while one is rolled
 * @throws Problem 400; it says nothing of what was sent
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
export function verifiedEvent(
  body: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): Stripe.Event {
  if (header === undefined || !isOfThePresent(header)) throw wrongSignature();
  for (const secret of secrets) {
    try {
      const event: unknown = Stripe.webhooks.constructEvent(Buffer.from(body), header, secret, TOLERANCE);
      if (isEvent(event)) return event;
    } catch (error) {
      // Anything but a wrong signature is about the body, which no message may quote.
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) continue;
    }
    throw notAnEvent();
  }
  throw wrongSignature();
}

/** What has been signed is Stripe's: as much is looked at as keeps other kinds of messages out. */
const isEvent = (message: unknown): message is Stripe.Event =>
  typeof (message as Stripe.Event | null)?.type === 'string' &&
  typeof (message as Stripe.Event).data?.object === 'object' &&
  (message as Stripe.Event).data.object !== null;

/** The library takes any time to come, and what is no number as well. */
function isOfThePresent(header: string): boolean {
  const times = header.split(',').filter((part) => part.startsWith('t='));
  const latest = Date.now() / 1000 + TOLERANCE;
  return times.length > 0 && times.every((time) => /^t=\d+$/.test(time) && Number(time.slice(2)) <= latest);
}

const wrongSignature = (): Problem =>
  new Problem(400, 'Wrong signature', 'This was not signed by Stripe for us within the last five minutes');

const notAnEvent = (): Problem => new Problem(400, 'Wrong body', 'This is no event of Stripe’s');
