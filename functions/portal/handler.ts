import { requireReader } from '../access/authenticate';
import { stripeProblem } from '../checkout/stripe-problem';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { inTime } from '../http/in-time';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { seeOther } from '../pages/answer';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { requireStripe } from '../stripe/client';
import { ensureCustomer } from '../stripe/customers';
import { expectPayment } from '../stripe/refresh';
import { openTable } from '../table/client';

/** `POST /portal`: Stripe's page where a reader sees to cards, invoices and their subscription. */
export const handler = api(inTime(openPortal), problemPage);

async function openPortal(request: ApiRequest): Promise<Answer> {
  const world = { stripe: await requireStripe(), table: openTable() };
  readParameters(NO_PARAMETERS, request.query);
  if (request.body.length > 0) readFields(NO_PARAMETERS, request);
  const { reader } = await requireReader(request, world.table);
  try {
    const customer = await ensureCustomer(world, reader);
    const return_url = `${request.url.origin}/account`;
    const { url } = await world.stripe.billingPortal.sessions.create({ customer, return_url });
    await expectPayment(world.table, reader.id, customer);
    return isForm(request) ? seeOther(url) : json(201, { url }, { 'cache-control': 'no-store' });
  } catch (error) {
    throw stripeProblem(error);
  }
}
