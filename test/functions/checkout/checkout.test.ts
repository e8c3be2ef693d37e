import { PAYMENTS_OF_A_STRANGER } from '../../../functions/checkout/limits';
import { countTowards } from '../../../functions/limits/window';
import { type Answered, passTime, readerIdOf, type Sent, Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
afterEach(() => {
  jest.restoreAllMocks();
  shop.stripe.mend();
});

let people = 0;
const someone = () => `person${++people}@example.com`;
const checkout = (sent: Sent): Promise<Answered> => shop.call('checkout', 'POST /checkout', sent);
const sessionOf = (url: unknown) => {
  const found = shop.all('checkout.session').find((session) => session['url'] === url);
  if (found === undefined) throw new Error(`There is no open session at ${url}`);
  return found;
};
const opened = async (sent: Sent) => {
  const { status, body } = await checkout(sent);
  expect(status).toBe(201);
  return sessionOf(body['url']);
};
const askedFor = (id: string): URLSearchParams => {
  const call = shop.stripe.calls.findLast(({ route, sent }) => route === SESSIONS && sent.includes(id));
  return new URLSearchParams(call?.sent);
};
const SESSIONS = 'POST /v1/checkout/sessions';

describe('somebody who is not signed in', () => {
  test('finds passes alone where no price is set up', async () => {
    const price = process.env['STRIPE_PRICE_ID'];
    process.env['STRIPE_PRICE_ID'] = '';
    try {
      expect((await checkout({ body: { email: someone() } })).status).toBe(404);
      expect((await checkout({ body: { email: someone(), plan: 'pass' } })).status).toBe(201);
    } finally {
      process.env['STRIPE_PRICE_ID'] = price;
    }
  });

  test('gets a page at Stripe for the subscription, with the address they typed and no customer', async () => {
    const email = someone();
    const answer = await checkout({ body: { email: ` ${email.toUpperCase()} ` } });
    expect(answer).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    const reader = readerIdOf(email);
    expect(sessionOf(answer.body['url'])).toMatchObject({
      mode: 'subscription',
      customer: null,
      customer_email: email,
      client_reference_id: reader,
      success_url: 'https://news.example/checkout/return?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://news.example/account',
      metadata: { newsreel: 'subscription', newsreel_reader: reader },
    });
    expect(Object.fromEntries(askedFor(reader))).toMatchObject({
      ui_mode: 'hosted_page',
      'line_items[0][price]': 'price_newsreel',
      'line_items[0][quantity]': '1',
      'subscription_data[metadata][newsreel_reader]': reader,
    });
  });

  test('gets one for a pass, whose payment says what it is for', async () => {
    const email = someone();
    await opened({ body: { email, plan: 'pass' } });
    expect(Object.fromEntries(askedFor(readerIdOf(email)))).toMatchObject({
      mode: 'payment',
      customer_creation: 'always',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][unit_amount]': '2000',
      'line_items[0][price_data][product_data][name]': 'Newsreel for 30 days',
      'payment_intent_data[metadata][newsreel]': 'pass',
      'payment_intent_data[metadata][days]': '30',
      'payment_intent_data[metadata][newsreel_reader]': readerIdOf(email),
    });
  });

  test('learns nothing of an address, and touches nothing of it', async () => {
    const subscriber = await shop.signIn(someone());
    await shop.call('portal', 'POST /portal', { as: subscriber });
    const [customer] = shop.all('customer').filter((one) => one['email'] === subscriber.reader.address);
    shop.stripe.account.subscribe(customer?.id ?? '');
    const before = JSON.stringify(await shop.itemsOf(subscriber));
    const calls = shop.stripe.calls.length;
    const known = await checkout({ body: { email: subscriber.reader.address } });
    const callsForKnown = shop.stripe.calls.slice(calls).map(({ route }) => route);
    const unknown = await checkout({ body: { email: someone() } });
    const callsForUnknown = shop.stripe.calls.slice(calls + callsForKnown.length).map(({ route }) => route);
    const shape = ({ status, headers, cookies, body }: Answered) => [
      status,
      headers,
      cookies,
      Object.keys(body),
    ];
    expect(shape(known)).toEqual(shape(unknown));
    expect(callsForKnown).toEqual(callsForUnknown);
    expect(sessionOf(known.body['url'])['customer']).toBeNull();
    expect(JSON.stringify(await shop.itemsOf(subscriber))).toBe(before);
  });

  test('who clicks twice, twenty times at once, has one Checkout', async () => {
    const email = someone();
    const answers = await Promise.all(Array.from({ length: 20 }, () => checkout({ body: { email } })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body['url'])).size).toBe(1);
    expect((await opened({ body: { email } })).id).toBe(sessionOf(answers[0]?.body['url']).id);
    expect(await opened({ body: { email, plan: 'pass' } })).toMatchObject({ mode: 'payment' });
  });

  test('is no other caller: each has a Checkout of their own', async () => {
    const email = someone();
    const one = await opened({ body: { email } });
    expect((await opened({ body: { email }, from: '203.0.113.99' })).id).not.toBe(one.id);
  });

  test('gets another one at once when the last was paid, or has run out', async () => {
    const email = someone();
    const buy = () => opened({ body: { email, plan: 'pass' } });
    const first = await buy();
    shop.stripe.account.pay(first.id, email);
    const second = await buy();
    shop.stripe.account.expireSession(second.id);
    const third = await buy();
    expect(new Set([first, second, third].map(({ id }) => id)).size).toBe(3);
    expect((await buy()).id).toBe(third.id);
  });

  test('gets another one later', async () => {
    const email = someone();
    const one = await opened({ body: { email } });
    passTime(11 * 60_000);
    expect((await opened({ body: { email } })).id).not.toBe(one.id);
  });

  test('begins a hundred payments an hour at most; who is signed in goes on', async () => {
    const from = '198.51.100.23';
    const email = someone();
    for (let time = 0; time < PAYMENTS_OF_A_STRANGER.times; time++) {
      await countTowards(shop.service.table, PAYMENTS_OF_A_STRANGER, from, Date.now());
    }
    const refused = await checkout({ from, body: { email } });
    expect([refused.status, Number(refused.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
    expect(
      (
        await shop.call('passes', 'POST /passes', {
          from,
          body: { email },
          headers: { 'idempotency-key': email },
        })
      ).status,
    ).toBe(429);
    expect((await checkout({ from, as: await shop.signIn(email), body: {} })).status).toBe(201);
    expect((await checkout({ from: '127.0.0.1', body: { email } })).status).toBe(201);
  });

  test('may name the request: the same answer for a day, another body is refused', async () => {
    const headers = { 'idempotency-key': `key of ${someone()}` };
    const email = someone();
    const one = await opened({ body: { email }, headers });
    passTime(23 * 3_600_000);
    expect((await opened({ body: { email, plan: 'subscription' }, headers })).id).toBe(one.id);
    expect(await checkout({ body: { email: someone() }, headers })).toMatchObject({ status: 409 });
    expect(await checkout({ body: { email, plan: 'pass' }, headers })).toMatchObject({ status: 409 });
  });
});

describe('somebody who is signed in', () => {
  test('pays as their one customer, and need not say who they are', async () => {
    const as = await shop.signIn(someone());
    const one = await opened({ as, body: {} });
    const two = await opened({ as, body: { email: as.reader.address, plan: 'pass' } });
    expect(one).toMatchObject({ mode: 'subscription', customer: expect.stringMatching(/^cus_/) });
    expect(two).toMatchObject({ mode: 'payment', customer: one['customer'], customer_email: null });
    expect(askedFor(as.reader.id).has('customer_creation')).toBe(false);
  });

  test('has one customer and one open Checkout of a plan, whatever is clicked at once and later', async () => {
    const as = await shop.signIn(someone());
    const answers = await Promise.all(Array.from({ length: 20 }, () => checkout({ as, body: {} })));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => body['url'])).size).toBe(1);
    passTime(3_600_000);
    expect((await opened({ as, body: {} }))['url']).toBe(answers[0]?.body['url']);
    expect(shop.all('customer').filter((one) => one['email'] === as.reader.address)).toHaveLength(1);
  });

  test('gets a new one when the last was paid, expired, or is on other terms; then that is closed', async () => {
    const as = await shop.signIn(someone());
    const buy = () => opened({ as, body: { plan: 'pass' } });
    const first = await buy();
    shop.stripe.account.pay(first.id);
    const second = await buy();
    shop.stripe.account.expireSession(second.id);
    const third = await buy();
    process.env['NEWSREEL_PASS_AMOUNT'] = '2500';
    passTime(6_000);
    const fourth = await buy();
    delete process.env['NEWSREEL_PASS_AMOUNT'];
    expect(new Set([first, second, third, fourth].map(({ id }) => id)).size).toBe(4);
    expect([third['status'], fourth['status']]).toEqual(['expired', 'open']);
  });

  test.each(['active', 'trialing', 'past_due', 'unpaid', 'paused'])(
    'with a subscription that is %s is told where to see to it, at once and with no webhook',
    async (status) => {
      const as = await shop.signIn(someone());
      const session = await opened({ as, body: {} });
      shop.stripe.account.pay(session.id);
      const subscription = shop.all('subscription').find((one) => one['customer'] === session['customer']);
      shop.stripe.account.changeSubscription(subscription?.id ?? '', { status });
      for (const plan of ['subscription', 'pass']) {
        expect(await checkout({ as, body: { plan } })).toMatchObject({
          status: 409,
          headers: { 'content-type': 'application/problem+json' },
          body: { status: 409, actionUrl: 'https://news.example/account', detail: expect.any(String) },
        });
      }
      shop.stripe.account.cancel(subscription?.id ?? '');
      expect(await checkout({ as, body: {} })).toMatchObject({ status: 201 });
    },
  );

  test('gets one although our key may not list what is open', async () => {
    const as = await shop.signIn(someone());
    shop.stripe.fail({ route: 'GET /v1/checkout/sessions', status: 403, calls: 99 });
    expect((await checkout({ as, body: {} })).status).toBe(201);
  });

  test('who types another address is nobody to it', async () => {
    const as = await shop.signIn(someone());
    const email = someone();
    await opened({ as, body: {} });
    const other = await opened({ as, body: { email } });
    expect(other).toMatchObject({
      customer: null,
      customer_email: email,
      client_reference_id: readerIdOf(email),
    });
  });

  test('has names of requests of their own', async () => {
    const headers = { 'idempotency-key': `shared ${someone()}` };
    const as = await shop.signIn(someone());
    const email = as.reader.address;
    const stranger = await opened({ body: { email }, headers });
    expect((await opened({ as, body: { email }, headers })).id).not.toBe(stranger.id);
  });
});

describe('a crash', () => {
  test.each(['before', 'after'] as const)(
    'of Stripe %s it did what was asked costs no second of anything',
    async (when) => {
      for (const signedIn of [false, true]) {
        for (let after = 0; ; after++) {
          const email = someone();
          const as = signedIn ? await shop.signIn(email) : undefined;
          shop.stripe.fail({ when, after, calls: 2 });
          const ask = () => checkout({ as, body: { email }, headers: { 'idempotency-key': email } });
          const first = await ask();
          const second = await ask();
          if (!shop.stripe.mend()) break;
          expect([201, 503]).toContain(first.status);
          expect([201, 503]).toContain(second.status);
          expect(await ask()).toMatchObject({ status: 201 });
          const sessions = shop
            .all('checkout.session')
            .filter((one) => one['client_reference_id'] === readerIdOf(email) && one['status'] === 'open');
          expect(sessions).toHaveLength(1);
          expect(shop.all('customer').filter((one) => one['email'] === email)).toHaveLength(signedIn ? 1 : 0);
        }
      }
    },
  );

  test('says that nothing was charged', async () => {
    shop.stripe.fail({ calls: 1, route: SESSIONS });
    expect(await checkout({ body: { email: someone() } })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { detail: expect.stringContaining('nothing was charged') },
    });
  });
});

describe('a form', () => {
  test('leads to the page at Stripe', async () => {
    const answer = await checkout({ form: { email: someone(), plan: 'pass' } });
    expect(answer).toMatchObject({ status: 303, text: '' });
    expect(sessionOf(answer.headers['location'])['mode']).toBe('payment');
  });

  test('gets a page that says what is wrong', async () => {
    const { status, headers, text } = await checkout({ form: { email: '<b>', plan: 'pass' } });
    expect([status, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    expect(text).toContain('email');
    expect(text).not.toContain('<b>');
  });
});

describe('what is wrong', () => {
  const hostile = [
    'nobody',
    'a@b',
    'a@example.com\r\nBcc: all@example.com',
    'a@example.com,b@example.com',
    '"a b"@example.com',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(250)}.com`,
    '<a@example.com>',
    'a@example.com\u0000',
    '',
  ];
  test.each(hostile)('%j is no address', async (email) => {
    const before = shop.stripe.calls.length;
    expect(await checkout({ body: { email } })).toMatchObject({
      status: 400,
      body: { errors: [{ name: 'email', detail: 'must be a mail address' }] },
    });
    expect(shop.stripe.calls).toHaveLength(before);
  });

  test.each([
    [{}, ['email']],
    [{ email: null }, ['email']],
    [{ email: ['a@example.com'] }, ['email']],
    [{ email: 'a@example.com', plan: 'gold' }, ['plan']],
    [{ email: 'a@example.com', customer: 'cus_1' }, ['customer']],
    [[], ['body']],
    ['"text"', ['body']],
  ])('%j is no order', async (body, names) => {
    const answer = await checkout({ body });
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { name: string }[]).map(({ name }) => name)).toEqual(names);
  });

  test('a body that is none, or too large, a parameter, a bad token or name', async () => {
    const email = someone();
    expect(await checkout({ body: '{' })).toMatchObject({ status: 400 });
    expect(await checkout({})).toMatchObject({ status: 400 });
    expect(await checkout({ body: { email: 'a'.repeat(4_200_000) } })).toMatchObject({ status: 413 });
    expect(
      await checkout({ body: { email }, headers: { 'idempotency-key': 'k'.repeat(256) } }),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ name: 'Idempotency-Key' }] },
    });
    expect(await shop.call('checkout', 'POST /checkout?plan=pass', { body: { email } })).toMatchObject({
      status: 400,
    });
    expect(await checkout({ body: { email }, headers: { authorization: 'Bearer bad' } })).toMatchObject({
      status: 401,
    });
  });

  test('another site may not make a browser buy as who is signed in there', async () => {
    const as = await shop.signIn(someone());
    const cookies = [`__Host-newsreel=${as.token}`];
    const form = { plan: 'pass' };
    const from = (origin: string) => checkout({ form, cookies, headers: { origin } });
    expect(await from('https://evil.example')).toMatchObject({ status: 403 });
    expect(await from('https://news.example')).toMatchObject({ status: 303 });
  });
});
