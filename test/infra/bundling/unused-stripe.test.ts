import { readFileSync } from 'node:fs';
import path from 'node:path';
import { STRIPE_PARTS } from '../../../functions/stripe/parts';
import { findUnused } from '../../../infra/bundling/unused-stripe';
import { Bundled } from '../../bundled';
import { handler, type StripeProbe } from './stripe-probe';

const ENTRY = readFileSync(
  path.join(path.dirname(require.resolve('stripe')), '../esm/stripe.esm.node.js'),
  'utf8',
);

let bundled: Bundled;
let there: StripeProbe;
let whole: StripeProbe;

beforeAll(async () => {
  bundled = await Bundled.make({ probe: 'test/infra/bundling/stripe-probe.ts' });
  there = (await bundled.call('probe', {})) as StripeProbe;
  whole = await handler();
}, 60_000);

afterAll(() => bundled.stop());

it('a bundle has the whole of each part that is called, the errors and the webhooks’ signatures', () => {
  const { leftOut: _, ...same } = whole;
  expect(there).toMatchObject(same);
  expect(Object.keys(there.methods)).toEqual([...STRIPE_PARTS]);
  expect(there.methods['customers']).toContain('customers.retrieve');
  expect(there.methods['checkout']).toContain('checkout.sessions.create');
});

it('what is left out says so when it is called', () => {
  expect(there.leftOut).toMatch(/Left out of the bundle, but create is called.*parts\.ts/);
  expect(whole.leftOut).not.toMatch(/Left out/);
});

it('most of the library is left out, and nothing that is called', () => {
  const unused = [...findUnused(ENTRY).keys()];
  expect(unused.length).toBeGreaterThan(50);
  expect(unused).toEqual(
    expect.arrayContaining(['./resources.js', './resources/Invoices.js', './resources/Issuing/index.js']),
  );
  for (const used of ['Charges', 'Checkout/index', 'Customers', 'Subscriptions'])
    expect(unused).not.toContain(`./resources/${used}.js`);
});

test.each([
  ['a part that we call', 'this.charges = new ChargeResource(this);', 'makes no charges'],
  ['what it lists its parts by', "from './resources.js';", 'loads no ./resources.js'],
])('a library that makes %s in another way is refused', (_, known, problem) => {
  expect(ENTRY).toContain(known);
  expect(() => findUnused(ENTRY.replaceAll(known, ''))).toThrow(problem);
});
