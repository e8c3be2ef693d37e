import { type Answered, passTime, readerIdOf, type Sent, Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
afterEach(() => {
  jest.restoreAllMocks();
  shop.stripe.mend();
  delete process.env['NEWSREEL_PASS_AMOUNT'];
});

let people = 0;
const someone = () => `person${++people}@example.com`;
const pass = (key: string, email: string, more: Sent = {}): Promise<Answered> =>
  shop.call('passes', 'POST /passes', { body: { email }, headers: { 'idempotency-key': key }, ...more });
const intentsFor = (email: string) =>
  shop
    .all('payment_intent')
    .filter(({ metadata }) => (metadata as Record<string, string>)['newsreel_reader'] === readerIdOf(email));
const customersOf = (email: string) => shop.all('customer').filter((one) => one['email'] === email);

test('a pass is a payment with the amount, currency and days of the settings', async () => {
  const email = someone();
  const { status, headers, body } = await pass('a', email);
  const [intent] = intentsFor(email);
  expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
  expect(body).toEqual({
    clientSecret: intent?.['client_secret'],
    paymentIntent: intent?.id,
    customer: intent?.['customer'],
    amount: 2000,
    currency: 'eur',
  });
  expect(intent?.['metadata']).toEqual({ newsreel: 'pass', days: '30', newsreel_reader: readerIdOf(email) });
  const { sent } = shop.stripe.calls.findLast(({ route }) => route === 'POST /v1/payment_intents') ?? {};
  expect(new URLSearchParams(sent).get('automatic_payment_methods[enabled]')).toBe('true');
});

test('a payment for an address is a customer’s of its own, whoever has that address', async () => {
  const as = await shop.signIn(someone());
  const email = as.reader.address;
  const own = await pass('b1', email, { as });
  const again = await pass('b2', email, { as });
  const strange = await pass('b3', email);
  const stranger = await pass('b4', email);
  expect(again.body['customer']).toBe(own.body['customer']);
  const customers = [own, strange, stranger].map(({ body }) => body['customer']);
  expect(new Set(customers).size).toBe(3);
  const { newsreel_reader: named } = shop.stripe.account.customer(String(strange.body['customer']))[
    'metadata'
  ] as Record<string, string>;
  expect(named).toBeUndefined();
});

test('who is signed in and types another address is nobody to it', async () => {
  const as = await shop.signIn(someone());
  const email = someone();
  const { body } = await pass('c', email, { as });
  expect(shop.stripe.account.customer(String(body['customer']))['email']).toBe(email);
});

test('the same key has the same answer for a day, whatever the settings are by then', async () => {
  const email = someone();
  const first = await pass('d', email);
  process.env['NEWSREEL_PASS_AMOUNT'] = '9900';
  passTime(24 * 3_600_000 - 5_000);
  expect(await pass('d', ` ${email.toUpperCase()}`)).toMatchObject({ status: 201, body: first.body });
  passTime(10_000);
  const next = await pass('d', email);
  expect(next.body).toMatchObject({ amount: 9900 });
  expect(next.body['paymentIntent']).not.toBe(first.body['paymentIntent']);
});

test('another body under a key is refused, and changes nothing', async () => {
  const [one, other] = [someone(), someone()];
  const first = await pass('e', one);
  expect(await pass('e', other)).toMatchObject({
    status: 409,
    headers: { 'content-type': 'application/problem+json' },
  });
  expect(customersOf(other)).toEqual([]);
  expect((await pass('e', one)).body).toEqual(first.body);
});

test('a key belongs to who is signed in: nobody else is given what came of it', async () => {
  const as = await shop.signIn(someone());
  const other = await shop.signIn(someone());
  const own = await pass('f', as.reader.address, { as });
  for (const another of [undefined, other]) {
    const { status, body } = await pass('f', as.reader.address, { as: another });
    expect(status).toBe(201);
    expect(body['paymentIntent']).not.toBe(own.body['paymentIntent']);
  }
});

test.each([true, false])(
  'twenty at once come to one customer and one payment (signed in: %s)',
  async (isSignedIn) => {
    const email = someone();
    const as = isSignedIn ? await shop.signIn(email) : undefined;
    const answers = await Promise.all(Array.from({ length: 20 }, () => pass(`g ${email}`, email, { as })));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([customersOf(email).length, intentsFor(email).length]).toEqual([1, 1]);
  },
);

test.each([
  ['before', true],
  ['before', false],
  ['after', true],
  ['after', false],
] as const)(
  'Stripe failing %s it did what was asked costs no second customer or payment (signed in: %s)',
  async (when, isSignedIn) => {
    for (let after = 0; ; after++) {
      const email = someone();
      const as = isSignedIn ? await shop.signIn(email) : undefined;
      shop.stripe.fail({ when, after });
      const first = await pass(`h ${email}`, email, { as });
      if (!shop.stripe.mend()) break;
      expect(first).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
      expect(await pass(`h ${email}`, email, { as })).toMatchObject({ status: 201 });
      expect([customersOf(email).length, intentsFor(email).length]).toEqual([1, 1]);
    }
  },
);

test('a connection that breaks is tried again unseen', async () => {
  const email = someone();
  shop.stripe.fail({ when: 'after', status: 0, calls: 2 });
  expect(await pass('i', email)).toMatchObject({ status: 201 });
  expect([customersOf(email).length, intentsFor(email).length]).toEqual([1, 1]);
});

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['a blank one', '   '],
  ['one too long', 'k'.repeat(256)],
  ['one with control characters', 'a\nb'],
])('%s is no key', async (_, key) => {
  const email = someone();
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  expect(await pass('', email, { headers })).toMatchObject({
    status: 400,
    body: { errors: [{ name: 'Idempotency-Key' }] },
  });
  expect(customersOf(email)).toEqual([]);
});

test('a key of 255 characters is one', async () => {
  expect(await pass('k'.repeat(255), someone())).toMatchObject({ status: 201 });
});

test.each([
  [{}],
  [{ email: 'a@example.com\r\nBcc: b@example.com' }],
  [{ email: 'a@example.com', amount: 1 }],
  [{ email: 'a@example.com', customer: 'cus_00000000000001' }],
  ['{'],
  [undefined],
])('%j is refused before Stripe hears of it', async (body) => {
  const calls = shop.stripe.calls.length;
  const { status } = await pass(`bad ${JSON.stringify(body)}`, '', { body });
  expect([status, shop.stripe.calls.length]).toEqual([400, calls]);
});

test('an address that Stripe does not take, a body too large, a bad token', async () => {
  expect(await pass('i1', `a@example.com`, { body: { email: 'x'.repeat(4_200_000) } })).toMatchObject({
    status: 413,
  });
  const headers = { 'idempotency-key': 'i2', authorization: 'Bearer bad' };
  expect(await pass('i2', someone(), { headers })).toMatchObject({ status: 401 });
});

test('a stranger’s pass is the reader’s once it is paid, with no webhook; until then it is nobody’s', async () => {
  const email = someone();
  const { body } = await pass('for an address', email);
  const as = await shop.signIn(email);
  const me = async () => (await shop.call('me', 'GET /me', { as })).body;
  expect(await me()).toMatchObject({ plan: 'free' });
  shop.stripe.account.payIntent(String(body['paymentIntent']));
  expect(await me()).toMatchObject({ plan: 'free' });
  passTime(2_500);
  expect(await me()).toMatchObject({ plan: 'pass', status: 'active' });
  const calls = shop.stripe.calls.length;
  expect(await me()).toMatchObject({ plan: 'pass' });
  expect(shop.stripe.calls.length).toBe(calls);
});

test('who begins to pay for an address again and again makes nobody’s account slow', async () => {
  const email = someone();
  for (let number = 0; number < 8; number++) await pass(`again ${number} for ${email}`, email);
  const as = await shop.signIn(email);
  const calls = shop.stripe.calls.length;
  await shop.call('me', 'GET /me', { as });
  expect(shop.stripe.calls.length - calls).toBeLessThanOrEqual(5 * 3);
});

test('which of many was paid is found, one look after the other', async () => {
  const email = someone();
  const begun: string[] = [];
  for (let number = 0; number < 7; number++) {
    begun.push(String((await pass(`many ${number} for ${email}`, email)).body['paymentIntent']));
  }
  const as = await shop.signIn(email);
  shop.stripe.account.payIntent(begun[0] ?? '');
  const plans: unknown[] = [];
  for (let look = 0; look < 3; look++) {
    passTime(2_500);
    plans.push((await shop.call('me', 'GET /me', { as })).body['plan']);
  }
  expect(plans.at(-1)).toBe('pass');
});

test('a stranger’s Checkout that nobody told us of is the reader’s once they ask', async () => {
  const email = someone();
  const { body } = await shop.call('checkout', 'POST /checkout', { body: { email } });
  const session = shop.all('checkout.session').find((one) => one['url'] === body['url']);
  const as = await shop.signIn(email);
  shop.stripe.account.pay(session?.id ?? '', email);
  expect((await shop.call('me', 'GET /me', { as })).body).toMatchObject({ plan: 'subscription' });
});
