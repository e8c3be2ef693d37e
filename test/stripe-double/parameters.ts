import { Refusal } from './refusal';

/** What Stripe takes, as far as anyone here may want to send it; of 2026-10-28.endive. `*` is any name. */
const PAGE = [
  'limit',
  'starting_after',
  'ending_before',
  'expand[]',
  'created',
  'created.gte',
  'created.gt',
  'created.lte',
  'created.lt',
];
const SESSION = [
  'mode',
  'ui_mode',
  'success_url',
  'cancel_url',
  'return_url',
  'client_reference_id',
  'customer',
  'customer_email',
  'customer_creation',
  'customer_update.address',
  'customer_update.name',
  'metadata.*',
  'expires_at',
  'locale',
  'allow_promotion_codes',
  'billing_address_collection',
  'submit_type',
  'automatic_tax.enabled',
  'payment_method_collection',
  'payment_method_configuration',
  'tax_id_collection.enabled',
  'expand[]',
  'invoice_creation.enabled',
  'saved_payment_method_options.payment_method_save',
  'line_items[].price',
  'line_items[].quantity',
  'line_items[].price_data.currency',
  'line_items[].price_data.unit_amount',
  'line_items[].price_data.product',
  'line_items[].price_data.tax_behavior',
  'line_items[].price_data.product_data.name',
  'line_items[].price_data.product_data.description',
  'line_items[].price_data.product_data.metadata.*',
  'subscription_data.metadata.*',
  'subscription_data.description',
  'subscription_data.trial_period_days',
  'payment_intent_data.metadata.*',
  'payment_intent_data.description',
  'payment_intent_data.receipt_email',
  'payment_intent_data.setup_future_usage',
  'payment_intent_data.statement_descriptor',
];

const TAKEN: Record<string, string[]> = {
  'POST /v1/customers': [
    'email',
    'name',
    'description',
    'phone',
    'preferred_locales[]',
    'metadata.*',
    'expand[]',
  ],
  'GET /v1/customers': [...PAGE, 'email'],
  'GET /v1/customers/:id': ['expand[]'],
  'POST /v1/customers/:id': ['email', 'name', 'description', 'phone', 'metadata.*', 'expand[]'],
  'DELETE /v1/customers/:id': [],
  'GET /v1/subscriptions': [...PAGE, 'customer', 'price', 'status', 'collection_method'],
  'GET /v1/subscriptions/:id': ['expand[]'],
  'DELETE /v1/subscriptions/:id': ['invoice_now', 'prorate', 'expand[]', 'cancellation_details.comment'],
  'POST /v1/payment_intents': [
    'amount',
    'currency',
    'customer',
    'description',
    'metadata.*',
    'receipt_email',
    'setup_future_usage',
    'automatic_payment_methods.enabled',
    'automatic_payment_methods.allow_redirects',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'payment_method_configuration',
    'expand[]',
  ],
  'GET /v1/payment_intents': [...PAGE, 'customer'],
  'GET /v1/payment_intents/:id': ['expand[]', 'client_secret'],
  'POST /v1/payment_intents/:id/cancel': ['cancellation_reason', 'expand[]'],
  'GET /v1/charges': [...PAGE, 'customer', 'payment_intent'],
  'GET /v1/charges/:id': ['expand[]'],
  'GET /v1/disputes': [...PAGE, 'charge', 'payment_intent'],
  'GET /v1/disputes/:id': ['expand[]'],
  'GET /v1/invoices/:id': ['expand[]'],
  'GET /v1/invoice_payments': [...PAGE, 'invoice', 'status', 'payment.type', 'payment.payment_intent'],
  'POST /v1/checkout/sessions': SESSION,
  'GET /v1/checkout/sessions': [...PAGE, 'customer', 'status', 'payment_intent', 'subscription'],
  'GET /v1/checkout/sessions/:id': ['expand[]'],
  'POST /v1/checkout/sessions/:id/expire': ['expand[]'],
  'POST /v1/billing_portal/sessions': ['customer', 'return_url', 'locale', 'configuration', 'expand[]'],
  'GET /v1/prices/:id': ['expand[]'],
  'GET /v1/events': [...PAGE, 'type', 'types[]', 'delivery_success'],
};

/** Which route of the double a request means; undefined for none. */
export function routeOf(method: string, path: string): { route: string; id: string } | undefined {
  for (const route of Object.keys(TAKEN)) {
    const [routeMethod, pattern = ''] = route.split(' ');
    const match = new RegExp(`^${pattern.replace(':id', '([^/]+)')}$`).exec(path);
    if (routeMethod === method && match !== null) return { route, id: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}

/** @param paths as `parseForm` gives them @throws Refusal `parameter_unknown`, as Stripe does */
export function refuseUnknown(route: string, paths: string[]): void {
  const taken = TAKEN[route] ?? [];
  const unknown = paths.find(
    (path) => !taken.includes(path) && !taken.includes(path.replace(/\.[^.]*$/, '.*')),
  );
  if (unknown !== undefined) {
    throw new Refusal(400, 'parameter_unknown', `Received unknown parameter: ${unknown}`, unknown);
  }
}
