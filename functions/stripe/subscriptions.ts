import type Stripe from 'stripe';
import { isOver, type PaymentState, type SubscriptionFacts } from '../entitlement/facts';
import { isPass } from './passes';
import { gravest, paymentState } from './payment-state';

/** By how much the payment of a period may come before it. */
const AHEAD_SECONDS = 86_400;

/**
 * A customer's subscriptions of our own prices, newest first.
 * @param all as Stripe lists them, with their latest invoice expanded
 * @param paid the customer's payments that succeeded
 */
export async function subscriptionFacts(
  stripe: Stripe,
  all: readonly Stripe.Subscription[],
  paid: readonly Stripe.PaymentIntent[],
  prices: readonly string[],
): Promise<SubscriptionFacts[]> {
  const ours = all.flatMap((subscription) => {
    const item = subscription.items.data.find(({ price }) => prices.includes(price.id));
    return item === undefined ? [] : [factsOf(subscription, item)];
  });
  const states = await statesInDoubt(stripe, ours, paid);
  return ours.map((facts) => ({ ...facts, payment: gravest(states.get(facts.id) ?? []) }));
}

function factsOf(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem): SubscriptionFacts {
  const { id, status, latest_invoice: invoice } = subscription;
  const open = invoice !== null && typeof invoice === 'object' && invoice.status === 'open' ? invoice : null;
  return {
    id,
    status,
    periodStart: item.current_period_start,
    periodEnd: item.current_period_end,
    trialEnd: subscription.trial_end,
    cancelAt: subscription.cancel_at ?? (subscription.cancel_at_period_end ? item.current_period_end : null),
    endedAt: subscription.ended_at,
    payUrl: open?.hosted_invoice_url ?? null,
    payment: 'kept',
  };
}

/**
 * What became of the payments of the current periods, by subscription, where they may not be kept. A payment does not
 * say what it is for: its invoice does. That is only asked for where money was given back or is disputed lately.
 */
async function statesInDoubt(
  stripe: Stripe,
  ours: readonly SubscriptionFacts[],
  paid: readonly Stripe.PaymentIntent[],
): Promise<Map<string, PaymentState[]>> {
  const states = new Map<string, PaymentState[]>();
  const running = ours.filter((subscription) => !isOver(subscription));
  const since = Math.min(...running.map(({ periodStart }) => periodStart)) - AHEAD_SECONDS;
  for (const intent of paid.filter((one) => one.created >= since && !isPass(one))) {
    const state = await paymentState(stripe, intent);
    if (state === 'kept') continue;
    const invoices = await invoicesOf(stripe, intent.id);
    for (const { id, periodStart } of running) {
      if (invoices.some((invoice) => paysFor(invoice, id, periodStart))) {
        states.set(id, [...(states.get(id) ?? []), state]);
      }
    }
  }
  return states;
}

async function invoicesOf(stripe: Stripe, intent: string): Promise<Stripe.Invoice[]> {
  const invoices: Stripe.Invoice[] = [];
  const payments = stripe.invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: intent },
    expand: ['data.invoice'],
    limit: 100,
  });
  for await (const { invoice } of payments) {
    if (typeof invoice === 'object' && !invoice.deleted) invoices.push(invoice);
  }
  return invoices;
}

/** Whether an invoice is what the current period was paid by: an earlier one's periods end where that begins. */
function paysFor(invoice: Stripe.Invoice, subscription: string, periodStart: number): boolean {
  const of = invoice.parent?.subscription_details?.subscription;
  if ((typeof of === 'string' ? of : of?.id) !== subscription) return false;
  return invoice.lines.data.some(
    ({ parent, period }) => !parent?.subscription_item_details?.proration && period.end > periodStart,
  );
}
