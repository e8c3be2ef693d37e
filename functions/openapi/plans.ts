import { checkoutFields } from '../checkout/fields';
import { returnParameters } from '../checkout-return/session-id';
import { signInFields } from '../sign-in/fields';
import { type JsonSchema, referenceTo } from './components';
import { jsonOrForm, NO_FIELDS, PAGE } from './media-types';
import type { Operation } from './operation';
import { type Parameter, queryParameters } from './parameters';
import { checkout, EXAMPLE_ORDERS, passPayment, portal, receipt } from './plan-schemas';
import { EXAMPLE_ADDRESSEE } from './signing-in-schemas';

/** As checkout/idempotency-key.ts reads it; blanks around a header's value are none of it. */
const idempotencyKey = (required: boolean): Parameter => ({
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The caller’s own name for the request, such as a UUID: for 24 hours it has one and the same answer',
  required,
  schema: {
    type: 'string',
    pattern: '^[!-~]([ -~]{0,253}[!-~])?$',
    examples: ['3c0e2f0a-52d4-4b5e-9b0a-6c2f4a4b8f10'],
  },
});

/** As much of it as is looked at. */
const STRIPE_EVENT: JsonSchema = {
  type: 'object',
  description: 'https://docs.stripe.com/api/events/object',
  properties: {
    type: { type: 'string' },
    data: {
      type: 'object',
      properties: { object: { type: 'object' } },
      required: ['object'],
      additionalProperties: true,
    },
  },
  required: ['type', 'data'],
  additionalProperties: true,
};

export const PLAN_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/plans',
    operationId: 'getPlansPage',
    tag: 'Plans',
    summary: 'See what members have and what it costs',
    description: 'The page with the buttons that send `POST /checkout`.',
    who: 'visitor',
    answer: { status: 200, description: 'The page', content: PAGE },
  },
  {
    method: 'post',
    path: '/checkout',
    operationId: 'openCheckout',
    tag: 'Plans',
    summary: 'Open a page at Stripe to pay a plan on',
    description:
      'Anyone may pay for any address; who is signed in as it pays as its customer, and while a Checkout of theirs is open it is given again. Nothing of an address shows to who is not signed in as it.',
    who: 'visitor',
    parameters: [idempotencyKey(false)],
    body: {
      description: 'What, and for whom',
      content: jsonOrForm({ schema: referenceTo(checkoutFields), examples: EXAMPLE_ORDERS }),
    },
    answer: {
      status: 201,
      description: 'The page',
      content: { 'application/json': { schema: referenceTo(checkout) } },
    },
    redirect: { description: 'Who sent a form goes on to Stripe.' },
    problems: [
      'NoPaidPlan',
      'CheckoutConflict',
      'UnsupportedMediaType',
      'TooManyPayments',
      'StripeUnavailable',
    ],
  },
  {
    method: 'get',
    path: '/checkout/return',
    operationId: 'getCheckoutReturnPage',
    tag: 'Plans',
    summary: 'Come back from Stripe',
    description:
      'Reads at Stripe what was paid: access is there when the page is. It says nothing of who paid.',
    who: 'visitor',
    parameters: queryParameters(returnParameters, {
      session_id: { description: 'The id of the Checkout at Stripe', examples: ['cs_test_a1b2c3'] },
      look: {
        description:
          'How often the page has looked by now: it asks for itself again, less often as it goes on',
        examples: ['2'],
      },
    }),
    answer: { status: 200, description: 'A page that says how it went', content: PAGE },
    problems: ['NoCheckout'],
  },
  {
    method: 'post',
    path: '/passes',
    operationId: 'beginPass',
    tag: 'Plans',
    summary: 'Begin the payment of a pass',
    description:
      'For a front end of one’s own, which takes the payment by Stripe’s Payment Element. What a pass costs and how long it lasts are settings of the service.',
    who: 'visitor',
    parameters: [idempotencyKey(true)],
    body: {
      description: 'Whose access it is to be',
      content: { 'application/json': { schema: referenceTo(signInFields), examples: EXAMPLE_ADDRESSEE } },
    },
    answer: {
      status: 201,
      description: 'A payment that waits for a card',
      content: { 'application/json': { schema: referenceTo(passPayment) } },
    },
    problems: ['NoPaidPlan', 'KeyUsed', 'UnsupportedMediaType', 'TooManyPayments', 'StripeUnavailable'],
  },
  {
    method: 'post',
    path: '/portal',
    operationId: 'openPortal',
    tag: 'Plans',
    summary: 'Open the customer portal at Stripe',
    description: 'For whoever is signed in, whatever they bought or did not.',
    who: 'reader',
    body: { description: 'Nothing', content: jsonOrForm(NO_FIELDS), required: false },
    answer: {
      status: 201,
      description: 'The portal',
      content: { 'application/json': { schema: referenceTo(portal) } },
    },
    redirect: { description: 'Who sent a form goes on to Stripe.' },
    problems: ['NoPaidPlan', 'UnsupportedMediaType', 'StripeUnavailable'],
  },
  {
    method: 'post',
    path: '/stripe/webhook',
    operationId: 'receiveStripeEvent',
    tag: 'Plans',
    summary: 'Hear from Stripe that something changed',
    description:
      'Of what is sent no more is believed than which customer it is about, who is then read at Stripe. What fails is a 5xx, so that Stripe comes back.',
    who: 'Stripe',
    parameters: [
      {
        name: 'Stripe-Signature',
        in: 'header',
        description:
          'Time and HMAC of the body with the secret of the endpoint, five minutes old at most (https://docs.stripe.com/webhooks#verify-manually)',
        required: true,
        schema: {
          type: 'string',
          pattern: '(^|,)t=\\d+(,|$)',
          examples: ['t=1795400951,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd'],
        },
      },
    ],
    body: {
      description: 'An event, byte by byte as it was signed',
      content: { 'application/json': { schema: STRIPE_EVENT } },
    },
    answer: {
      status: 200,
      description: 'Dealt with, or of no concern here',
      content: { 'application/json': { schema: referenceTo(receipt) } },
    },
    problems: ['NoPaidPlan'],
  },
];
