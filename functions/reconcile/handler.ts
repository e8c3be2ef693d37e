import type { Context } from 'aws-lambda';
import { accessRules } from '../entitlement/rules';
import { openStripe } from '../stripe/client';
import { openTable } from '../table/client';
import { metricLine } from './metrics';
import { type Reconciliation, reconcile } from './reconcile';

/** What the last customers may take once no other is begun: three tries of Stripe's time limit. */
const TO_FINISH_MS = 30_000;

/** What the rule calls once a day: sees to it that everybody's access is what Stripe says. Null without a paid plan. */
export async function handler(
  _event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<Reconciliation | null> {
  const stripe = await openStripe();
  if (stripe === null) return null;
  const until = Date.now() + context.getRemainingTimeInMillis() - TO_FINISH_MS;
  const result = await reconcile({ table: openTable(), stripe }, accessRules(), { until });
  console.log(metricLine(result, Date.now()));
  return result;
}
