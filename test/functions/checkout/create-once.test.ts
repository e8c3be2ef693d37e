import Stripe from 'stripe';
import { createOnce } from '../../../functions/checkout/create-once';

const failure = (statusCode: number, isReplayed: boolean) =>
  new Stripe.errors.StripeAPIError({
    type: 'api_error',
    message: 'failed',
    statusCode,
    headers: isReplayed ? { 'idempotent-replayed': 'true' } : {},
  });

/** Makes what it is asked for unless it is to fail for a while. @returns the keys that it was asked under */
function stripe(...failures: Error[]) {
  const keys: string[] = [];
  const create = async (_: unknown, { idempotencyKey }: { idempotencyKey: string }) => {
    keys.push(idempotencyKey);
    const failed = failures.shift();
    if (failed !== undefined) throw failed;
    return 'made';
  };
  return { keys, create };
}

test('one attempt has one key for one thing, which Stripe takes', async () => {
  const { keys, create } = stripe();
  await createOnce('attempt', { amount: 1 }, create);
  await createOnce('attempt', { amount: 1 }, create);
  await createOnce('attempt', { amount: 2 }, create);
  await createOnce('other', { amount: 1 }, create);
  expect(keys[1]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) expect(key.length).toBeLessThanOrEqual(255);
});

test('a failure is thrown, and the next try has the same key', async () => {
  const { keys, create } = stripe(failure(500, false));
  await expect(createOnce('attempt', {}, create)).rejects.toThrow('failed');
  expect(await createOnce('attempt', {}, create)).toBe('made');
  expect(keys[1]).toBe(keys[0]);
});

test('a failure that Stripe only gives again is left behind, the same way each time', async () => {
  const { keys, create } = stripe(failure(500, true));
  expect(await createOnce('attempt', {}, create)).toBe('made');
  const again = stripe(failure(500, true));
  expect(await createOnce('attempt', {}, again.create)).toBe('made');
  expect(keys[1]).not.toBe(keys[0]);
  expect(again.keys).toEqual(keys);
});

test('there is an end to it', async () => {
  const { keys, create } = stripe(...Array.from({ length: 9 }, () => failure(500, true)));
  await expect(createOnce('attempt', {}, create)).rejects.toThrow('failed');
  expect(keys).toHaveLength(3);
});

test('what was refused stays refused', async () => {
  const { keys, create } = stripe(failure(400, true));
  await expect(createOnce('attempt', {}, create)).rejects.toThrow('failed');
  expect(keys).toHaveLength(1);
});
