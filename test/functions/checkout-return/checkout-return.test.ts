import { type Person, Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
afterEach(() => {
  shop.stripe.mend();
});

let people = 0;
const email = () => `person${++people}@example.com`;
const comeBack = (id: unknown, as?: Person, look = '') =>
  shop.call('checkout-return', `GET /checkout/return?session_id=${id}${look && `&look=${look}`}`, {
    cookies: as === undefined ? [] : [`__Host-newsreel=${as.token}`],
  });
const me = async (as: Person) => (await shop.call('me', 'GET /me', { as })).body;

async function open(address: string, plan = 'subscription', as?: Person) {
  const { body } = await shop.call('checkout', 'POST /checkout', { as, body: { email: address, plan } });
  const session = shop.all('checkout.session').find((one) => one['url'] === body['url']);
  if (session === undefined) throw new Error('There is no session');
  return session;
}

test.each(['subscription', 'pass'])(
  'who paid for a %s has access when they are back, with no webhook',
  async (plan) => {
    const as = await shop.signIn(email());
    const session = await open(as.reader.address, plan, as);
    shop.stripe.account.pay(session.id);
    const begun = Date.now();
    const { status, text } = await comeBack(session.id, as);
    expect(await me(as)).toMatchObject({ plan, accessUntil: expect.any(String) });
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect([status, text]).toEqual([200, expect.stringContaining('You’re in')]);
    expect(text).not.toContain('action="/sign-in"');
  },
);

test.each(['subscription', 'pass'])(
  'who paid for a %s before they signed in finds it when they do',
  async (plan) => {
    const address = email();
    const session = await open(address, plan);
    shop.stripe.account.pay(session.id);
    const { text } = await comeBack(session.id);
    expect(text).toContain('You’re in');
    expect(text).toContain('action="/sign-in"');
    const other = await shop.signIn(email());
    expect((await comeBack(session.id, other)).text).toContain('action="/sign-in"');
    expect(await me(other)).toMatchObject({ plan: 'free' });
    expect(await me(await shop.signIn(address))).toMatchObject({ plan });
  },
);

test('the page tells who has only its address nothing of a person, and is nobody’s to keep', async () => {
  const as = await shop.signIn(email());
  const session = await open(as.reader.address, 'subscription', as);
  for (const state of ['open', 'paid']) {
    if (state === 'paid') shop.stripe.account.pay(session.id);
    const { text, headers } = await comeBack(session.id);
    for (const secret of [
      as.reader.address,
      as.reader.id,
      String(session['customer']),
      String(session['url']),
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-robots-tag': 'noindex',
    });
  }
});

test('a payment that takes its time is looked for again, and joins nobody before it is through', async () => {
  const as = await shop.signIn(email());
  const session = await open(as.reader.address, 'pass');
  shop.stripe.account.pay(session.id);
  session['payment_status'] = 'unpaid';
  const { status, headers, text } = await comeBack(session.id);
  const next = `/checkout/return?session_id=${session.id}&look=2`;
  expect([status, headers['refresh']]).toEqual([200, `1; url=${next}`]);
  expect(text).toContain('<h1>Confirming your payment…</h1>');
  expect(text).toMatch(/<div role="status">/);
  expect(text).toContain(next.replace('&', '&amp;'));
  expect(await shop.itemsOf(as)).toHaveLength(2);
});

test.each([
  ['9', '1', '10', 'Confirming'],
  ['10', '5', '11', 'Some banks take days'],
  ['999', '5', '999', 'Some banks take days'],
])('look %s waits %s s for look %s', async (look, seconds, next, words) => {
  const session = await open(email(), 'pass');
  shop.stripe.account.pay(session.id);
  session['payment_status'] = 'unpaid';
  const { headers, text } = await comeBack(session.id, undefined, look);
  expect(headers['refresh']).toBe(`${seconds}; url=/checkout/return?session_id=${session.id}&look=${next}`);
  expect(text).toContain(words);
});

test('from confirming to being in is a look, a second later', async () => {
  const as = await shop.signIn(email());
  const session = await open(as.reader.address, 'subscription', as);
  const { headers, text } = await comeBack(session.id, as);
  expect(text).toContain('Confirming your payment…');
  shop.stripe.account.pay(session.id);
  const [, seconds, address = ''] = /^(\d+); url=(.+)$/.exec(headers['refresh'] ?? '') ?? [];
  expect(Number(seconds)).toBeLessThan(5);
  const cookies = [`__Host-newsreel=${as.token}`];
  const after = await shop.call('checkout-return', `GET ${address}`, { cookies });
  expect(after.text).toContain('You’re in');
  expect(after.headers['refresh']).toBe(undefined);
});

test('Stripe being down, the page looks again, too', async () => {
  const session = await open(email());
  shop.stripe.account.pay(session.id);
  for (let after = 0; ; after++) {
    shop.stripe.fail({ after, calls: 9 });
    const { headers, text } = await comeBack(session.id);
    if (!shop.stripe.mend()) break;
    expect([headers['refresh'], text]).toEqual([
      expect.stringMatching(/^1; url=/),
      expect.stringContaining('does not answer just now'),
    ]);
  }
});

test.each([
  ['open', 'Not paid yet'],
  ['expired', 'This checkout is over'],
])('a Checkout that is %s: %s', async (status, title) => {
  const session = await open(email());
  session['status'] = status;
  const answer = await comeBack(session.id, undefined, '10');
  expect([answer.status, answer.headers['refresh']]).toEqual([200, undefined]);
  expect(answer.text).toContain(title);
  expect(answer.text).toContain('nothing was charged');
});

test('a Checkout that is none, or another product’s, is not known here', async () => {
  const session = await open(email());
  shop.stripe.account.pay(session.id);
  session['metadata'] = {};
  for (const id of [session.id, 'cs_test_none']) {
    expect(await comeBack(id)).toMatchObject({
      status: 404,
      text: expect.stringContaining('No such checkout'),
    });
  }
  expect(await shop.service.table.items('CUSTOMERS')).not.toContainEqual(
    expect.objectContaining({ SK: { S: session['customer'] } }),
  );
});

test.each([
  '',
  'pi_1',
  'cs_',
  'cs_test_../../customers',
  'cs_a%2Fb',
  `cs_${'a'.repeat(300)}`,
  'cs_a&session_id=cs_b',
  'cs_a&look=0',
  'cs_a&look=2; url=https://evil.example',
])('%j is no Checkout to look for, and Stripe is not asked', async (id) => {
  const calls = shop.stripe.calls.length;
  expect([(await comeBack(id)).status, shop.stripe.calls.length]).toEqual([400, calls]);
});
