import * as z from 'zod/mini';
import { checkoutFields } from '../checkout/fields';
import type { Checkout } from '../checkout/open';
import type { PassPayment } from '../passes/begin';
import { answerOf } from './answer-schema';
import { component, described, describeFields } from './components';
import { ADDRESS } from './signing-in-schemas';

/** Bodies of `POST /checkout`. */
export const EXAMPLE_ORDERS = {
  stranger: { summary: 'Not signed in', value: { email: 'ottoline@example.com', plan: 'pass' } },
  reader: { summary: 'Signed in', value: { plan: 'subscription' } },
} satisfies Record<string, { summary: string; value: z.input<typeof checkoutFields> }>;

component('Order', checkoutFields, { description: 'What is bought, and for whom' });
describeFields(checkoutFields, {
  email: {
    description:
      'Whose access it is to be. Who is signed in may leave it out; with another address than theirs they buy for somebody else.',
    ...ADDRESS,
  },
  plan: { description: 'What renews itself until it is cancelled, or some days once' },
});

const stripePage = (description: string) => described(z.string(), description, { format: 'uri' });

export const checkout = component(
  'Checkout',
  answerOf<Pick<Checkout, 'url'>>()(z.object({ url: stripePage('Stripe’s page to pay on') })),
  {
    description: 'Where somebody pays',
    examples: [{ url: 'https://checkout.stripe.com/c/pay/cs_test_a1b2c3' }],
  },
);

export const portal = component('Portal', z.object({ url: stripePage('For a few minutes') }), {
  description: 'Where somebody sees to cards, invoices and their subscription',
  examples: [{ url: 'https://billing.stripe.com/p/session/test_a1b2c3' }],
});

export const passPayment = component(
  'PassPayment',
  answerOf<PassPayment>()(
    z.object({
      clientSecret: described(z.string(), 'For Stripe’s Payment Element'),
      paymentIntent: described(z.string(), 'Its id at Stripe', { pattern: '^pi_' }),
      customer: described(z.string(), 'The id at Stripe of who pays', { pattern: '^cus_' }),
      amount: described(z.number(), 'In the currency’s smallest unit', { type: 'integer', minimum: 1 }),
      currency: described(z.string(), 'ISO 4217 in lower case', { pattern: '^[a-z]{3}$' }),
    }),
  ),
  {
    description: 'A payment that has begun',
    examples: [
      {
        clientSecret: 'pi_a1b2c3_secret_d4e5f6',
        paymentIntent: 'pi_a1b2c3',
        customer: 'cus_a1b2c3',
        amount: 2000,
        currency: 'eur',
      },
    ],
  },
);

export const receipt = component('Receipt', z.object({ received: z.literal(true) }), {
  description: 'What Stripe is told',
  examples: [{ received: true }],
});
