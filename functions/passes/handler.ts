import { authenticate } from '../access/authenticate';
import { buyerAmong } from '../checkout/buyer';
import { idempotencyKey } from '../checkout/idempotency-key';
import { refuseManyOf } from '../checkout/limits';
import { DAY, once } from '../checkout/once';
import { stripeProblem } from '../checkout/stripe-problem';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { inTime } from '../http/in-time';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { badParameters } from '../http/problem';
import { readFields } from '../pages/form';
import { signInFields } from '../sign-in/fields';
import { requireStripe } from '../stripe/client';
import type { World } from '../stripe/world';
import { openTable } from '../table/client';
import { beginPass } from './begin';

/** `POST /passes`: a one-off pass to be paid on a page of one's own. */
export const handler = api(inTime(begin));

async function begin(request: ApiRequest): Promise<Answer> {
  const world: World = { stripe: await requireStripe(), table: openTable() };
  readParameters(NO_PARAMETERS, request.query);
  const key = idempotencyKey(request);
  if (key === null)
    throw badParameters([{ name: 'Idempotency-Key', detail: 'is a header that must be there' }]);
  const { email } = readFields(signInFields, request);
  const reader = buyerAmong(await authenticate(request, world.table), email);
  if (reader === null) await refuseManyOf(world.table, request);
  try {
    // Who was forgotten and comes back is another reader.
    const parts = ['pass', reader?.id ?? '', reader?.since ?? '', key];
    const pass = await once(world.table, { parts, asked: email, keptFor: DAY }, (attempt) =>
      beginPass(world, reader ?? email, attempt),
    );
    return json(201, pass, { 'cache-control': 'no-store' });
  } catch (error) {
    throw stripeProblem(error);
  }
}
