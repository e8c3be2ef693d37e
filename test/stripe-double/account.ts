import { type Form, metadataOf, partOf, textOf } from './form';
import { invalid, missing, noSuch, Refusal } from './refusal';
import { Store, type StripeObject } from './store';

const MONTH = 30 * 86_400;

/** When a payment that failed is tried again, and what the prices are. */
const RETRY = 3 * 86_400;
const PRICE = 500;

/** What Stripe made of an action, as its webhook tells it. */
export interface StripeEvent extends StripeObject {
  object: 'event';
  type: string;
  data: { object: StripeObject };
}

/** How a subscription is to be; times are seconds since 1970. */
export interface SubscriptionChanges {
  status?: string;
  /** the first is what it is of */
  prices?: string[];
  periodStart?: number;
  periodEnd?: number;
  start_date?: number;
  trial_end?: number | null;
  cancel_at?: number | null;
  cancel_at_period_end?: boolean;
  ended_at?: number | null;
  metadata?: Record<string, string>;
}

/**
 * One account at Stripe: its objects, what its API does to them, and what people do to them elsewhere (pay, cancel,
 * ask for money back). Whatever changes leaves an event.
 */
export class StripeAccount {
  readonly store = new Store();
  /** oldest first */
  readonly events: StripeEvent[] = [];
  /** What may be bought by their ids. */
  readonly prices = new Set(['price_newsreel', 'price_newsreel_old', 'price_foreign']);
  /** What of a price is not as it is of all others. */
  readonly priceChanges = new Map<string, Record<string, unknown>>();
  private count = 0;

  /** What a customer has of a kind, such as `subscription`, in the order of its making. */
  heldBy(customer: string, kind: string): StripeObject[] {
    return this.store.all(kind).filter((one) => one['customer'] === customer);
  }

  /** A price, monthly where nothing else was said. @throws Refusal where there is none */
  price(id: string): StripeObject {
    if (!this.prices.has(id)) throw noSuch('price', id, 'price', 404);
    return {
      id,
      object: 'price',
      created: 1_700_000_000,
      active: true,
      billing_scheme: 'per_unit',
      currency: 'eur',
      livemode: false,
      metadata: {},
      product: 'prod_newsreel',
      recurring: { interval: 'month', interval_count: 1, trial_period_days: null, usage_type: 'licensed' },
      type: 'recurring',
      unit_amount: PRICE,
      unit_amount_decimal: String(PRICE),
      ...this.priceChanges.get(id),
    };
  }

  private id(prefix: string): string {
    return `${prefix}_${String(++this.count).padStart(14, '0')}`;
  }

  private add(
    prefix: string,
    object: string,
    fields: Record<string, unknown>,
    created = seconds(),
  ): StripeObject {
    return this.store.add({ id: this.id(prefix), object, created, livemode: false, ...fields });
  }

  private tell(type: string, object: StripeObject): void {
    const event = {
      id: this.id('evt'),
      object: 'event' as const,
      api_version: '2026-10-28.endive',
      created: seconds(),
      livemode: false,
      pending_webhooks: 1,
      type,
      data: { object: structuredClone(object) },
    };
    this.store.add(event);
    this.events.push(event);
  }

  // Customers

  createCustomer({
    email,
    metadata = {},
  }: {
    email?: string;
    metadata?: Record<string, string>;
  } = {}): StripeObject {
    if (email !== undefined && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email)) {
      throw new Refusal(400, 'email_invalid', `Invalid email address: ${email}`, 'email');
    }
    const customer = this.add('cus', 'customer', { email: email ?? null, name: null, metadata });
    this.tell('customer.created', customer);
    return customer;
  }

  deleteCustomer(id: string): StripeObject {
    const customer = this.customer(id);
    for (const subscription of this.store.all('subscription')) {
      if (subscription['customer'] === id && subscription['status'] !== 'canceled')
        this.cancel(subscription.id);
    }
    this.tell('customer.deleted', customer);
    return this.store.add({ id, object: 'customer', created: customer.created, deleted: true });
  }

  /** @throws Refusal where there is none, or it was deleted */
  customer(id: string): StripeObject {
    const customer = this.store.get('customer', id, 'customer');
    if (customer['deleted']) throw noSuch('customer', id, 'customer');
    return customer;
  }

  // Subscriptions

  /** Somebody subscribes and pays. */
  subscribe(customer: string, changes: SubscriptionChanges = {}): StripeObject {
    this.customer(customer);
    const now = seconds();
    const {
      prices = ['price_newsreel'],
      periodStart = now,
      periodEnd = periodStart + MONTH,
      ...fields
    } = changes;
    const id = this.id('sub');
    const subscription = this.store.add({
      id,
      object: 'subscription',
      created: Math.min(now, periodStart),
      start_date: Math.min(now, periodStart),
      livemode: false,
      customer,
      status: 'active',
      cancel_at: null,
      cancel_at_period_end: false,
      ended_at: null,
      trial_end: null,
      latest_invoice: null,
      metadata: {},
      items: {
        object: 'list',
        has_more: false,
        url: `/v1/subscription_items?subscription=${id}`,
        data: prices.map((price) => this.item(id, price, periodStart, periodEnd)),
      },
      ...fields,
    });
    this.tell('customer.subscription.created', subscription);
    this.invoice(subscription, {
      isPaid: !['incomplete', 'past_due', 'unpaid'].includes(String(subscription['status'])),
    });
    return subscription;
  }

  private item(subscription: string, price: string, start: number, end: number): StripeObject {
    const item = this.add('si', 'subscription_item', { subscription, quantity: 1 }, start);
    return {
      ...item,
      price: { id: price, object: 'price' },
      current_period_start: start,
      current_period_end: end,
    };
  }

  /** Whatever may happen to a subscription. */
  changeSubscription(
    id: string,
    { prices, periodStart, periodEnd, ...fields }: SubscriptionChanges,
  ): StripeObject {
    const subscription = this.store.get('subscription', id);
    Object.assign(subscription, fields);
    const { data } = subscription['items'] as { data: StripeObject[] };
    for (const [index, item] of data.entries()) {
      if (periodStart !== undefined) item['current_period_start'] = periodStart;
      if (periodEnd !== undefined) item['current_period_end'] = periodEnd;
      if (prices?.[index] !== undefined) item['price'] = { id: prices[index], object: 'price' };
    }
    const type = subscription['status'] === 'canceled' ? 'deleted' : 'updated';
    this.tell(`customer.subscription.${type}`, subscription);
    return subscription;
  }

  /** Its next period begins, and is paid or not. */
  renew(id: string, { isPaid = true }: { isPaid?: boolean } = {}): StripeObject {
    const [start, end] = periodOf(this.store.get('subscription', id));
    const subscription = this.changeSubscription(id, {
      periodStart: end,
      periodEnd: end + (end - start),
      status: isPaid ? 'active' : 'past_due',
    });
    this.invoice(subscription, { isPaid });
    return subscription;
  }

  /** Stripe tries again to collect what was not paid, and fails. */
  retry(id: string): StripeObject {
    const invoice = this.openInvoice(id);
    invoice['attempt_count'] = Number(invoice['attempt_count']) + 1;
    invoice['next_payment_attempt'] = seconds() + RETRY;
    this.tell('invoice.payment_failed', invoice);
    return invoice;
  }

  /** The payer's bank wants to hear from them (3-D Secure) before it pays. */
  askForAction(id: string): void {
    this.tell('invoice.payment_action_required', this.openInvoice(id));
  }

  /** Somebody pays what was not paid. */
  payOpen(id: string): void {
    const invoice = this.openInvoice(id);
    Object.assign(invoice, { status: 'paid', amount_remaining: 0, next_payment_attempt: null });
    this.changeSubscription(id, { status: 'active' });
    this.payInvoice(invoice);
  }

  private openInvoice(subscription: string): StripeObject {
    const id = String(this.store.get('subscription', subscription)['latest_invoice']);
    const invoice = this.store.get('invoice', id);
    if (invoice['status'] !== 'open') throw new Error(`${id} is ${invoice['status']}`);
    return invoice;
  }

  /** Stripe's reminder, three days before a trial ends. */
  remindOfTrial(id: string): void {
    this.tell('customer.subscription.trial_will_end', this.store.get('subscription', id));
  }

  /** Ends it now. */
  cancel(id: string): StripeObject {
    const subscription = this.store.get('subscription', id);
    if (subscription['status'] === 'canceled') throw noSuch('subscription', id, 'id', 404);
    return this.changeSubscription(id, { status: 'canceled', ended_at: seconds() });
  }

  private invoice(subscription: StripeObject, { isPaid }: { isPaid: boolean }): void {
    const [start, end] = periodOf(subscription);
    const { id, customer, status } = subscription;
    // A trial has an invoice over nothing, which nobody has to pay.
    const amount = status === 'trialing' ? 0 : PRICE;
    const invoice = this.add('in', 'invoice', {
      customer,
      status: isPaid ? 'paid' : 'open',
      currency: 'eur',
      amount_due: amount,
      amount_remaining: isPaid ? 0 : amount,
      attempt_count: amount === 0 ? 0 : 1,
      // Nothing is tried again where the first payment failed.
      next_payment_attempt: isPaid || status === 'incomplete' ? null : seconds() + RETRY,
      hosted_invoice_url: `https://invoice.stripe.test/${id}`,
      parent: {
        type: 'subscription_details',
        quote_details: null,
        subscription_details: { subscription: id, metadata: subscription['metadata'] },
      },
    });
    invoice['lines'] = {
      object: 'list',
      has_more: false,
      url: `/v1/invoices/${invoice.id}/lines`,
      data: [{ id: this.id('il'), object: 'line_item', subscription: id, period: { start, end } }],
    };
    subscription['latest_invoice'] = invoice.id;
    if (!isPaid) {
      this.tell('invoice.payment_failed', invoice);
      return;
    }
    if (amount > 0) this.payInvoice(invoice);
    else this.tell('invoice.paid', invoice);
  }

  private payInvoice(invoice: StripeObject): void {
    const intent = this.add('pi', 'payment_intent', {
      customer: invoice['customer'],
      amount: invoice['amount_due'],
      currency: invoice['currency'],
      metadata: {},
      status: 'processing',
      latest_charge: null,
    });
    this.add('inpay', 'invoice_payment', {
      invoice: invoice.id,
      status: 'paid',
      payment: { type: 'payment_intent', payment_intent: intent.id },
    });
    this.payIntent(intent.id);
    this.tell('invoice.paid', invoice);
  }

  /** The PaymentIntent of a subscription's last paid invoice. */
  intentOf(subscription: string): string {
    const invoice = this.store.get('subscription', subscription)['latest_invoice'];
    const payment = this.store.all('invoice_payment').find((one) => one['invoice'] === invoice);
    if (payment === undefined) throw new Error(`${subscription} was not paid`);
    return (payment['payment'] as { payment_intent: string }).payment_intent;
  }

  // Payments

  createIntent(form: Form): StripeObject {
    const customer = textOf(form, 'customer');
    const amount = Number(textOf(form, 'amount'));
    const currency = textOf(form, 'currency');
    if (textOf(form, 'amount') === undefined) throw missing('amount');
    if (currency === undefined) throw missing('currency');
    if (!Number.isInteger(amount) || amount < 50)
      throw new Refusal(400, 'amount_too_small', 'Amount must be at least 50', 'amount');
    if (customer !== undefined) this.customer(customer);
    const intent = this.add('pi', 'payment_intent', {
      amount,
      currency,
      customer: customer ?? null,
      receipt_email: textOf(form, 'receipt_email') ?? null,
      metadata: metadataOf(form),
      status: 'requires_payment_method',
      latest_charge: null,
    });
    intent['client_secret'] = `${intent.id}_secret_${this.id('s')}`;
    return intent;
  }

  /** Somebody pays what a PaymentIntent asks for. @param at seconds since 1970 */
  payIntent(id: string, at = seconds()): StripeObject {
    const intent = this.store.get('payment_intent', id);
    const { customer, amount, currency, metadata } = intent;
    const charge = this.add(
      'ch',
      'charge',
      {
        customer,
        amount,
        currency,
        metadata,
        payment_intent: id,
        status: 'succeeded',
        paid: true,
        refunded: false,
        amount_refunded: 0,
        disputed: false,
      },
      at,
    );
    Object.assign(intent, { status: 'succeeded', latest_charge: charge.id });
    this.tell('payment_intent.succeeded', intent);
    return intent;
  }

  failIntent(id: string): void {
    const intent = this.store.get('payment_intent', id);
    intent['status'] = 'requires_payment_method';
    this.tell('payment_intent.payment_failed', intent);
  }

  /** Somebody buys a pass. @param at seconds since 1970 */
  buyPass(
    customer: string,
    {
      days = 30,
      at = seconds(),
      metadata,
    }: { days?: number; at?: number; metadata?: Record<string, string> } = {},
  ): StripeObject {
    this.customer(customer);
    const intent = this.add(
      'pi',
      'payment_intent',
      {
        amount: 2000,
        currency: 'eur',
        customer,
        metadata: metadata ?? { newsreel: 'pass', days: String(days) },
        status: 'requires_payment_method',
        latest_charge: null,
      },
      at,
    );
    return this.payIntent(intent.id, at);
  }

  /** @param amount the whole where it is left out */
  refund(intentId: string, amount?: number): void {
    const charge = this.chargeOf(intentId);
    const whole = Number(charge['amount']);
    const given = Math.min(whole, Number(charge['amount_refunded']) + (amount ?? whole));
    Object.assign(charge, { amount_refunded: given, refunded: given === whole });
    this.tell('charge.refunded', charge);
  }

  /** The buyer's bank asks for the money. @returns the dispute */
  dispute(intentId: string, status = 'needs_response'): StripeObject {
    const charge = this.chargeOf(intentId);
    charge['disputed'] = true;
    const dispute = this.add('dp', 'dispute', { charge: charge.id, payment_intent: intentId, status });
    this.tell('charge.dispute.created', dispute);
    return dispute;
  }

  /** @param status won, lost, warning_closed … */
  closeDispute(id: string, status: string): void {
    const dispute = this.store.get('dispute', id);
    dispute['status'] = status;
    this.tell('charge.dispute.closed', dispute);
  }

  private chargeOf(intentId: string): StripeObject {
    return this.store.get('charge', String(this.store.get('payment_intent', intentId)['latest_charge']));
  }

  // Checkout

  createSession(form: Form): StripeObject {
    const mode = textOf(form, 'mode');
    const customer = textOf(form, 'customer');
    const email = textOf(form, 'customer_email');
    const creation = textOf(form, 'customer_creation');
    const items = Object.values(partOf(form, 'line_items') ?? {}).filter((item) => typeof item === 'object');
    if (mode !== 'payment' && mode !== 'subscription') throw missing('mode');
    if (textOf(form, 'success_url') === undefined) throw missing('success_url');
    if (items.length === 0) throw missing('line_items');
    if (customer !== undefined) this.customer(customer);
    if (customer !== undefined && email !== undefined)
      throw invalid(
        'customer_email',
        'You may only specify one of these parameters: customer, customer_email.',
      );
    if (email !== undefined && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email))
      throw new Refusal(400, 'email_invalid', `Invalid email address: ${email}`, 'customer_email');
    if (creation !== undefined && (mode !== 'payment' || customer !== undefined))
      throw invalid(
        'customer_creation',
        '`customer_creation` can only be used in `payment` mode with no customer.',
      );
    if (partOf(form, 'subscription_data') && mode !== 'subscription')
      throw invalid('subscription_data', '`subscription_data` can only be used in `subscription` mode.');
    if (partOf(form, 'payment_intent_data') && mode !== 'payment')
      throw invalid('payment_intent_data', '`payment_intent_data` can only be used in `payment` mode.');
    for (const item of items) {
      const price = textOf(item, 'price');
      if (price === undefined && partOf(item, 'price_data') === undefined)
        throw missing('line_items[0][price]');
      if (price !== undefined && !this.prices.has(price))
        throw noSuch('price', price, 'line_items[0][price]');
    }
    const session = this.add('cs_test', 'checkout.session', {
      mode,
      status: 'open',
      payment_status: 'unpaid',
      customer: customer ?? null,
      customer_email: email ?? null,
      customer_creation: creation ?? null,
      client_reference_id: textOf(form, 'client_reference_id') ?? null,
      metadata: metadataOf(form),
      subscription: null,
      payment_intent: null,
      success_url: textOf(form, 'success_url'),
      cancel_url: textOf(form, 'cancel_url') ?? null,
      expires_at: seconds() + 86_400,
    });
    session['url'] = `https://checkout.stripe.test/c/pay/${session.id}`;
    this.asked.set(session.id, form);
    return session;
  }

  /** What each session was made with. */
  private readonly asked = new Map<string, Form>();

  /** Somebody pays on Stripe's page. @param email what they type where the session names none */
  pay(sessionId: string, email = 'typed@example.com'): StripeObject {
    const session = this.store.get('checkout.session', sessionId);
    if (session['status'] !== 'open') throw new Error(`${sessionId} is ${session['status']}`);
    const form = this.asked.get(sessionId);
    const given = textOf(form, 'customer_email') ?? email;
    const isGuest = session['mode'] === 'payment' && textOf(form, 'customer_creation') !== 'always';
    const customer = textOf(form, 'customer') ?? (isGuest ? null : this.createCustomer({ email: given }).id);
    if (session['mode'] === 'subscription') {
      const [item] = Object.values(partOf(form, 'line_items') ?? {});
      const price = typeof item === 'object' ? textOf(item, 'price') : undefined;
      const metadata = metadataOf(partOf(form, 'subscription_data'));
      const subscription = this.subscribe(String(customer), { metadata, ...(price && { prices: [price] }) });
      session['subscription'] = subscription.id;
    } else {
      const intent = this.add('pi', 'payment_intent', {
        amount: 2000,
        currency: 'eur',
        customer,
        metadata: metadataOf(partOf(form, 'payment_intent_data')),
        status: 'processing',
        latest_charge: null,
      });
      session['payment_intent'] = this.payIntent(intent.id).id;
    }
    Object.assign(session, {
      customer,
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: given },
    });
    this.tell('checkout.session.completed', session);
    return session;
  }

  expireSession(id: string): StripeObject {
    const session = this.store.get('checkout.session', id);
    if (session['status'] !== 'open')
      throw new Refusal(
        400,
        '',
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session['status']}.`,
      );
    Object.assign(session, { status: 'expired', url: null });
    this.tell('checkout.session.expired', session);
    return session;
  }

  createPortal(form: Form): StripeObject {
    const customer = textOf(form, 'customer');
    if (customer === undefined) throw missing('customer');
    this.customer(customer);
    const session = this.add('bps', 'billing_portal.session', {
      customer,
      return_url: textOf(form, 'return_url') ?? null,
    });
    session['url'] = `https://billing.stripe.test/p/session/${session.id}`;
    return session;
  }
}

/** The period that a subscription is in: its start and end. */
function periodOf(subscription: StripeObject): [number, number] {
  const { data } = subscription['items'] as { data: StripeObject[] };
  return [Number(data[0]?.['current_period_start']), Number(data[0]?.['current_period_end'])];
}

const seconds = (): number => Math.floor(Date.now() / 1000);
