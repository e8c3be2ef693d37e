import type Stripe from 'stripe';
import { isOver, type PaymentState, type SubscriptionFacts, type UnpaidInvoice } from '../entitlement/facts';
import type { StripeClient } from './parts';
import { isPass } from './passes';
import { gravest, paymentState } from './payment-state';
import { isNotForUs } from './refusals';

/** By how much the payment of a period may come before it. */
const AHEAD_SECONDS = 86_400;

/**
 * A customer's subscriptions of our own prices, newest first.
 * @param all as Stripe lists them, with their latest invoice expanded
 * @param paid the customer's payments that succeeded
 */
export async function subscriptionFacts(
  stripe: StripeClient,
  all: readonly Stripe.Subscription[],
  paid: readonly Stripe.PaymentIntent[],
  prices: readonly string[],
): Promise<SubscriptionFacts[]> {
  const ours = all.flatMap((subscription) => {
    const item = subscription.items.data.find(({ price }) => prices.includes(price.id));
    if (item !== undefined) return [factsOf(subscription, item, true)];
    // Moved to another price, by hand or in the portal: it goes on, and whoever pays for it has to know.
    const [other] = subscription.metadata['newsreel'] === undefined ? [] : subscription.items.data;
    return other === undefined ? [] : [factsOf(subscription, other, false)];
  });
  const states = await statesInDoubt(stripe, ours, paid);
  return ours.map((facts) => ({ ...facts, payment: gravest(states.get(facts.id) ?? []) }));
}

function factsOf(
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  isOurPrice: boolean,
): SubscriptionFacts {
  const { id, status, latest_invoice: invoice } = subscription;
  const open = invoice !== null && typeof invoice === 'object' && invoice.status === 'open' ? invoice : null;
  const { current_period_start: periodStart, current_period_end: periodEnd } = periodOf(subscription, item);
  return {
    id,
    isOurPrice,
    status,
    periodStart,
    periodEnd,
    trialEnd: subscription.trial_end,
    cancelAt: subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null),
    endedAt: subscription.ended_at,
    payUrl: open?.hosted_invoice_url ?? null,
    payment: 'kept',
    startedAt: subscription.start_date,
    unpaid: open && unpaidOf(open),
  };
}

const unpaidOf = (invoice: Stripe.Invoice): UnpaidInvoice => ({
  id: invoice.id,
  createdAt: invoice.created,
  attempts: invoice.attempt_count,
  amountDue: invoice.amount_due,
  currency: invoice.currency,
  nextAttempt: invoice.next_payment_attempt,
});

type Period = Pick<Stripe.SubscriptionItem, 'current_period_start' | 'current_period_end'>;

/** The current period. Before version 2025-03-31 it stood at the subscription; where it stands nowhere, it never was. */
function periodOf(subscription: Stripe.Subscription & Partial<Period>, item: Partial<Period>): Period {
  const { current_period_start: start, current_period_end: end } = subscription;
  return {
    current_period_start: item.current_period_start ?? start ?? 0,
    current_period_end: item.current_period_end ?? end ?? 0,
  };
}

/**
 * What became of the payments of the current periods, by subscription, where they may not be kept. A payment does not
 * say what it is for: its invoice does. That is only asked for where money was given back or is disputed lately.
 */
async function statesInDoubt(
  stripe: StripeClient,
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
      // Of what cannot be told the graver is taken: no access for money that is not there.
      if (invoices === null || invoices.some((invoice) => paysFor(invoice, id, periodStart))) {
        states.set(id, [...(states.get(id) ?? []), state]);
      }
    }
  }
  return states;
}

/** What a payment is for; null where our key may not read that. */
async function invoicesOf(stripe: StripeClient, intent: string): Promise<Stripe.Invoice[] | null> {
  const payments = stripe.invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: intent },
    expand: ['data.invoice'],
    limit: 100,
  });
  try {
    const invoices: Stripe.Invoice[] = [];
    for await (const { invoice } of payments) {
      if (typeof invoice === 'object' && !invoice.deleted) invoices.push(invoice);
    }
    return invoices;
  } catch (error) {
    if (isNotForUs(error)) return null;
    throw error;
  }
}

/** Whether an invoice is what the current period was paid by: an earlier one's periods end where that begins. */
function paysFor(invoice: Stripe.Invoice, subscription: string, periodStart: number): boolean {
  const of = invoice.parent?.subscription_details?.subscription;
  const named = typeof of === 'string' ? of : of?.id;
  if (named !== undefined && named !== subscription) return false;
  const lines: readonly Stripe.InvoiceLineItem[] = invoice.lines?.data ?? [];
  // An invoice that does not say what it is for may be for this: no access for money that is not there.
  if (lines.length === 0) return true;
  return lines.some(
    ({ parent, period }) => !parent?.subscription_item_details?.proration && period.end > periodStart,
  );
}
