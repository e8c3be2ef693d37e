import Stripe from 'stripe';
import { badParameters, Problem } from '../http/problem';
import { log } from '../log/log';

/**
 * What to tell whoever asked for something that Stripe did not do. What only our own set-up can be to blame for
 * stays as it is: a fault of ours.
 */
export function stripeProblem(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (error.code === 'email_invalid') {
    return badParameters([{ name: 'email', detail: 'is no address that Stripe takes' }]);
  }
  if (!isForNow(error)) return error;
  log.warn('Stripe does not answer as it should', {}, error);
  return tryAgain();
}

/** Whether the same request may go well a moment later. */
function isForNow(error: Stripe.errors.StripeError): boolean {
  const { statusCode = 500 } = error;
  return statusCode >= 500 || statusCode === 409 || error instanceof Stripe.errors.StripeRateLimitError;
}

const tryAgain = (): Problem =>
  new Problem(
    503,
    'Stripe cannot be reached',
    'Stripe does not answer as it should just now, and nothing was charged. Please try again in a moment.',
    [],
    { 'retry-after': '5' },
  );
