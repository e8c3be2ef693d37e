import type { ApiRequest } from '../http/api';
import { badParameters } from '../http/problem';

/** As long as Stripe's may be; what a header can hold and a person can read. */
const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * The caller's own name for a request, so that a repeated one does nothing twice.
 * @returns null where there is none
 * @throws Problem 400 where it can't be one
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKey({ headers }: Pick<ApiRequest, 'headers'>): string | null {
  const key = headers['idempotency-key']?.trim();
  if (key === undefined) return null;
  if (KEY.test(key)) return key;
  throw badParameters([
    {
      name: 'Idempotency-Key',
      detail: 'must be 1 to 255 letters, digits and signs of ASCII, such as a UUID',
    },
  ]);
}
