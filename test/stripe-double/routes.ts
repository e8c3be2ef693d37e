import type { StripeAccount } from './account';
import { type Form, metadataOf, partOf, textOf } from './form';
import type { StripeObject } from './store';

type Route = (account: StripeAccount, form: Form, id: string) => unknown;

/** Those of a list whose fields are what was asked for. */
function matching(objects: StripeObject[], form: Form, fields: string[]): StripeObject[] {
  const created = partOf(form, 'created');
  const since = Number(textOf(created, 'gte') ?? 0);
  return objects.filter(
    (object) =>
      object.created >= since &&
      fields.every((field) => textOf(form, field) === undefined || object[field] === textOf(form, field)),
  );
}

const list =
  (kind: string, url: string, fields: string[]): Route =>
  ({ store }, form) =>
    store.page(url, matching(store.all(kind), form, fields), form);

const retrieve =
  (kind: string): Route =>
  ({ store }, _form, id) =>
    store.get(kind, id);

/** What each route does; those of `parameters.ts`. */
export const ROUTES: Record<string, Route> = {
  'POST /v1/customers': (account, form) => {
    const email = textOf(form, 'email');
    return account.createCustomer({ ...(email !== undefined && { email }), metadata: metadataOf(form) });
  },
  'GET /v1/customers': ({ store }, form) => {
    const living = store.all('customer').filter((customer) => !customer['deleted']);
    return store.page('/v1/customers', matching(living, form, ['email']), form);
  },
  'GET /v1/customers/:id': retrieve('customer'),
  'POST /v1/customers/:id': (account, form, id) => {
    const customer = account.customer(id);
    const email = textOf(form, 'email');
    Object.assign(customer, { ...(email !== undefined && { email }) });
    Object.assign(customer['metadata'] as object, metadataOf(form));
    return customer;
  },
  'DELETE /v1/customers/:id': (account, _form, id) => account.deleteCustomer(id),
  'GET /v1/subscriptions': ({ store }, form) => {
    const status = textOf(form, 'status');
    const found = matching(store.all('subscription'), form, ['customer']).filter((subscription) =>
      status === undefined
        ? subscription['status'] !== 'canceled'
        : status === 'all' || subscription['status'] === status,
    );
    return store.page('/v1/subscriptions', found, form);
  },
  'GET /v1/subscriptions/:id': retrieve('subscription'),
  'DELETE /v1/subscriptions/:id': (account, _form, id) => account.cancel(id),
  'POST /v1/payment_intents': (account, form) => account.createIntent(form),
  'GET /v1/payment_intents': list('payment_intent', '/v1/payment_intents', ['customer']),
  'GET /v1/payment_intents/:id': retrieve('payment_intent'),
  'POST /v1/payment_intents/:id/cancel': ({ store }, _form, id) =>
    Object.assign(store.get('payment_intent', id), { status: 'canceled' }),
  'GET /v1/charges': list('charge', '/v1/charges', ['customer', 'payment_intent']),
  'GET /v1/charges/:id': retrieve('charge'),
  'GET /v1/disputes': list('dispute', '/v1/disputes', ['charge', 'payment_intent']),
  'GET /v1/disputes/:id': retrieve('dispute'),
  'GET /v1/invoices/:id': retrieve('invoice'),
  'GET /v1/invoice_payments': ({ store }, form) => {
    const intent = textOf(partOf(form, 'payment'), 'payment_intent');
    const found = matching(store.all('invoice_payment'), form, ['invoice', 'status']).filter(
      ({ payment }) =>
        intent === undefined || (payment as { payment_intent: string }).payment_intent === intent,
    );
    return store.page('/v1/invoice_payments', found, form);
  },
  'POST /v1/checkout/sessions': (account, form) => account.createSession(form),
  'GET /v1/checkout/sessions': list('checkout.session', '/v1/checkout/sessions', [
    'customer',
    'status',
    'payment_intent',
    'subscription',
  ]),
  'GET /v1/checkout/sessions/:id': retrieve('checkout.session'),
  'POST /v1/checkout/sessions/:id/expire': (account, _form, id) => account.expireSession(id),
  'POST /v1/billing_portal/sessions': (account, form) => account.createPortal(form),
  'GET /v1/prices/:id': (account, _form, id) => account.price(id),
  'GET /v1/events': ({ store }, form) => {
    const types = Object.values(partOf(form, 'types') ?? {});
    const found = matching(store.all('event'), form, ['type']).filter(
      ({ type }) => types.length === 0 || types.includes(String(type)),
    );
    return store.page('/v1/events', found, form);
  },
};
