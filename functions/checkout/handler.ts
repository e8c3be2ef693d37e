import type * as z from 'zod/mini';
import { authenticate, type Caller } from '../access/authenticate';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { inTime } from '../http/in-time';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { badParameters } from '../http/problem';
import { seeOther } from '../pages/answer';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { requireStripe } from '../stripe/client';
import type { World } from '../stripe/world';
import { openTable } from '../table/client';
import { buyerAmong } from './buyer';
import { checkoutFields } from './fields';
import { idempotencyKey } from './idempotency-key';
import { refuseManyOf } from './limits';
import { refuseSubscribed } from './live';
import { DAY, once } from './once';
import { type Checkout, openForAddress, openForReader } from './open';
import { stripeProblem } from './stripe-problem';

/** `POST /checkout`: a page at Stripe where a plan is paid. */
export const handler = api(inTime(checkout), problemPage);

async function checkout(request: ApiRequest): Promise<Answer> {
  const world: World = { stripe: await requireStripe(), table: openTable() };
  readParameters(NO_PARAMETERS, request.query);
  const fields = readFields(checkoutFields, request);
  const key = idempotencyKey(request);
  const caller = await authenticate(request, world.table);
  if (buyerAmong(caller, fields.email) === null) await refuseManyOf(world.table, request);
  try {
    const { url } = await openOnce(world, request, caller, fields, key);
    return isForm(request) ? seeOther(url) : json(201, { url }, { 'cache-control': 'no-store' });
  } catch (error) {
    throw stripeProblem(error);
  }
}

type Fields = z.output<typeof checkoutFields>;

/** Opens a Checkout; under a key of the caller's own one and the same for a day. */
async function openOnce(
  world: World,
  { url, caller: ip }: ApiRequest,
  caller: Caller,
  { email, plan }: Fields,
  key: string | null,
): Promise<Checkout> {
  const { origin } = url;
  const reader = buyerAmong(caller, email);
  if (reader !== null) await refuseSubscribed(world, reader, origin);
  const address = reader?.address ?? email;
  if (address === undefined) throw badParameters([{ name: 'email', detail: 'must be a mail address' }]);
  const open = () =>
    reader === null
      ? openForAddress(world, address, { plan, origin, caller: ip })
      : openForReader(world, reader, plan, origin);
  if (key === null) return open();
  const parts = ['checkout under a key', reader?.id ?? '', reader?.since ?? '', key];
  return once(world.table, { parts, asked: JSON.stringify([address, plan]), keptFor: DAY }, open);
}
