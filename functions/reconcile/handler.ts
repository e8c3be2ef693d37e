import type { Context } from 'aws-lambda';
import { accessRules } from '../entitlement/rules';
import { log } from '../log/log';
import { onEvent } from '../log/on-event';
import { measure } from '../metrics/measure';
import { openStripe } from '../stripe/client';
import { openTable } from '../table/client';
import { type Reconciliation, reconcile } from './reconcile';

/** What the last customers may take once no other is begun: three tries of Stripe's time limit. */
const TO_FINISH_MS = 30_000;

/** What the rule calls once a day: sees to it that everybody's access is what Stripe says. Null without a paid plan. */
export const handler = onEvent(
  async (
    _event: unknown,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<Reconciliation | null> => {
    const stripe = await openStripe();
    if (stripe === null) return null;
    const beganAt = Date.now();
    const until = beganAt + context.getRemainingTimeInMillis() - TO_FINISH_MS;
    const result = await reconcile({ table: openTable(), stripe }, accessRules(), { until });
    const { read: customers, corrected, failed, left } = result;
    measure({ EntitlementDifferences: corrected, CustomersFailed: failed });
    log.info('Customers were reconciled', { customers, corrected, failed, left, ms: Date.now() - beganAt });
    return result;
  },
);
