import Stripe from 'stripe';
import { STRIPE_PARTS } from '../../../functions/stripe/parts';

/** What there is of Stripe's library. */
export interface StripeProbe {
  /** the methods of each part of the API, with those of its own parts */
  methods: Record<string, string[]>;
  errors: string[];
  statics: string[];
  /** what is thrown where another part is called */
  leftOut: string;
}

/** Looks at the library as it is there. */
export async function handler(): Promise<StripeProbe> {
  const stripe = new Stripe('sk_test_probe', { telemetry: false });
  return {
    methods: Object.fromEntries(STRIPE_PARTS.map((part) => [part, methodsOf(stripe[part], part).sort()])),
    errors: Object.keys(Stripe.errors).sort(),
    statics: Object.keys(Stripe.webhooks).sort(),
    leftOut: await Promise.resolve()
      .then(() => stripe.refunds.create({ charge: 'ch_1' }, { timeout: 1 }))
      .then(() => 'nothing', String),
  };
}

function methodsOf(part: object, name: string): string[] {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(part)).map((method) => `${name}.${method}`);
  const parts = Object.entries(part).filter(([key, value]) => isPart(value) && key !== 'stripe');
  return [...own, ...parts.flatMap(([key, value]) => methodsOf(value as object, `${name}.${key}`))];
}

/** Whether something can make requests of its own. */
const isPart = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && '_makeRequest' in value;
