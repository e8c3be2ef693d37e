import type Stripe from 'stripe';
import { readDigest, setDigest } from '../../../functions/digests/roster';
import { forget } from '../../../functions/forget-me/forget';
import { beginSending, endSending, mailIdOf } from '../../../functions/mail/ledger';
import { openStripe } from '../../../functions/stripe/client';
import { syncCustomer } from '../../../functions/stripe/sync';
import { createClient } from '../../../functions/table/client';
import { type Person, Shop } from '../checkout/shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
beforeEach(() => shop.stripe.setUp(shop.service.secrets));
afterEach(() => {
  jest.restoreAllMocks();
  shop.stripe.mend();
});

let people = 0;
const someone = () => shop.signIn(`person${++people}@example.com`);
const forgetMe = (as: Person | undefined, query = '') => shop.call('forget-me', `DELETE /me${query}`, { as });
const me = (as: Person) => shop.call('me', 'GET /me', { as });

/** Buys something, so that everything that is known of a buyer is there. @returns the customer */
async function buy(as: Person, plan: 'subscription' | 'pass'): Promise<string> {
  const { body } = await shop.call('checkout', 'POST /checkout', { as, body: { plan } });
  const session = shop.all('checkout.session').find((one) => one['url'] === body['url']);
  shop.stripe.account.pay(session?.id ?? '');
  const back = `GET /checkout/return?session_id=${session?.id}`;
  expect((await shop.call('checkout-return', back, { as })).status).toBe(200);
  return String(session?.['customer']);
}

/** What the table says of somebody, anywhere. */
async function tracesOf({ reader }: Person): Promise<string[]> {
  const items = await shop.service.table.items();
  return items
    .map((item) => JSON.stringify(item))
    .filter((text) => text.includes(reader.id) || text.includes(reader.address));
}

async function sync(customer: string): Promise<void> {
  const stripe = (await openStripe()) as Stripe;
  await syncCustomer({ table: shop.service.table, stripe }, customer);
}

test('who never paid is forgotten, with every sign-in', async () => {
  const as = await someone();
  const elsewhere = await shop.signIn(as.reader.address);
  const { status, cookies, text } = await forgetMe(as);
  expect([status, text]).toEqual([204, '']);
  expect(cookies).toEqual([expect.stringMatching(/^__Host-newsreel=; .*Max-Age=0/)]);
  expect(await tracesOf(as)).toEqual([]);
  for (const person of [as, elsewhere]) expect((await me(person)).status).toBe(401);
  expect((await forgetMe(as)).status).toBe(401);
});

test('the digest goes, and all that says what was mailed', async () => {
  const as = await someone();
  const other = await someone();
  const { table } = shop.service;
  for (const { reader } of [as, other]) {
    const settings = { hour: 8, timeZone: 'UTC', search: null, sources: [], categories: [] };
    await setDigest(table, reader, { every: 'day', ...settings });
    for (const state of ['sending', 'sent', 'refused', 'uncertain'] as const) {
      const posting = { reader: reader.id, mail: mailIdOf(`digest:${state}`) };
      await beginSending(table, posting, { kind: 'digest', subject: 'A digest' }, Date.now());
      if (state !== 'sending') await endSending(table, posting, state);
    }
  }
  const before = (await tracesOf(other)).length;
  expect((await tracesOf(as)).length).toBe(before);
  expect((await forgetMe(as)).status).toBe(204);
  expect([await tracesOf(as), (await tracesOf(other)).length]).toEqual([[], before]);
});

test('the digest goes first: what breaks off then leaves a person who gets none, and can ask again', async () => {
  const as = await someone();
  const { table } = shop.service;
  const settings = { hour: 8, timeZone: 'UTC', search: null, sources: [], categories: [] };
  await setDigest(table, as.reader, { every: 'day', ...settings });
  const client = createClient();
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (call) => {
        if (commandName === 'BatchWriteItemCommand') throw new Error('It breaks off');
        return next(call);
      },
    { step: 'initialize' },
  );
  const breaking = forget({ client, name: table.name }, { kind: 'reader', reader: as.reader, session: 'a' });
  await expect(breaking).rejects.toThrow('It breaks off');
  client.destroy();
  expect((await me(as)).body).toMatchObject({ email: as.reader.address, digest: null });
  expect(await readDigest(table, as.reader)).toBe(null);
  expect((await forgetMe(as)).status).toBe(204);
});

test('who has a pass is forgotten, and no webhook brings them back', async () => {
  const as = await someone();
  const customer = await buy(as, 'pass');
  expect((await me(as)).body).toMatchObject({ plan: 'pass' });
  expect((await forgetMe(as)).status).toBe(204);
  expect(await tracesOf(as)).toEqual([]);
  shop.stripe.account.buyPass(customer);
  await sync(customer);
  expect(await tracesOf(as)).toEqual([]);
});

test('what was being read at Stripe meanwhile brings nobody back', async () => {
  const as = await someone();
  const customer = await buy(as, 'pass');
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  const isHeld = new Promise<void>((done) => {
    shop.stripe.answering = async () => {
      shop.stripe.answering = undefined;
      done();
      await held;
    };
  });
  const reading = sync(customer);
  await isHeld;
  expect((await forgetMe(as)).status).toBe(204);
  release();
  await reading;
  expect(await tracesOf(as)).toEqual([]);
});

test('who comes back begins anew, as another customer', async () => {
  const as = await someone();
  const customer = await buy(as, 'pass');
  await forgetMe(as);
  const again = await shop.signIn(as.reader.address);
  expect((await me(as)).status).toBe(401);
  expect((await me(again)).body).toMatchObject({ plan: 'free', accessUntil: null });
  expect(await buy(again, 'pass')).not.toBe(customer);
  expect((await me(again)).body).toMatchObject({ plan: 'pass' });
});

describe('a subscription', () => {
  test.each(['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete', 'from_the_future'])(
    'that is %s is refused, and nothing changes, until it is cancelled with it',
    async (status) => {
      const as = await someone();
      const customer = await buy(as, 'subscription');
      const { id } = shop.all('subscription').find((one) => one['customer'] === customer) ?? { id: '' };
      shop.stripe.account.changeSubscription(id, { status });
      for (const query of ['', '?cancel=false']) {
        expect(await forgetMe(as, query)).toMatchObject({
          status: 409,
          headers: { 'content-type': 'application/problem+json' },
          body: { actionUrl: 'https://news.example/account' },
        });
      }
      expect((await me(as)).status).toBe(200);
      expect(shop.stripe.account.store.get('subscription', id)['status']).toBe(status);
      expect((await forgetMe(as, '?cancel=true')).status).toBe(204);
      expect(shop.stripe.account.store.get('subscription', id)['status']).toBe('canceled');
      expect(await tracesOf(as)).toEqual([]);
      await sync(customer);
      expect(await tracesOf(as)).toEqual([]);
    },
  );

  test.each([{ status: 'canceled' }, { status: 'incomplete_expired' }, { cancel_at_period_end: true }])(
    'that charges nothing more (%j) stands in nobody’s way',
    async (changes) => {
      const as = await someone();
      const customer = await buy(as, 'subscription');
      const { id } = shop.all('subscription').find((one) => one['customer'] === customer) ?? { id: '' };
      shop.stripe.account.changeSubscription(id, changes);
      expect((await forgetMe(as)).status).toBe(204);
      expect(await tracesOf(as)).toEqual([]);
    },
  );

  test('of another product is not ours to cancel', async () => {
    const as = await someone();
    await buy(as, 'pass');
    const [customer] = shop.all('customer').filter((one) => one['email'] === as.reader.address);
    const { id } = shop.stripe.account.subscribe(customer?.id ?? '', { prices: ['price_foreign'] });
    expect((await forgetMe(as, '?cancel=true')).status).toBe(204);
    expect(shop.stripe.account.store.get('subscription', id)['status']).toBe('active');
  });

  test('that nobody has told us of yet is found by the address', async () => {
    const as = await someone();
    const { body } = await shop.call('checkout', 'POST /checkout', { body: { email: as.reader.address } });
    const session = shop.all('checkout.session').find((one) => one['url'] === body['url']);
    shop.stripe.account.pay(session?.id ?? '');
    const customer = String(session?.['customer']);
    expect((await forgetMe(as)).status).toBe(409);
    expect((await forgetMe(as, '?cancel=true')).status).toBe(204);
    expect(shop.all('subscription').find((one) => one['customer'] === customer)?.['status']).toBe('canceled');
    expect(await tracesOf(as)).toEqual([]);
  });
});

test('an open Checkout is closed, and one that was paid at the last moment counts', async () => {
  const as = await someone();
  const open = async () => {
    const { body } = await shop.call('checkout', 'POST /checkout', { as, body: {} });
    return shop.all('checkout.session').find((one) => one['url'] === body['url']);
  };
  const session = await open();
  shop.stripe.answering = async ({ route }) => {
    if (route !== 'GET /v1/checkout/sessions') return;
    shop.stripe.answering = undefined;
    shop.stripe.account.pay(session?.id ?? '');
  };
  expect((await forgetMe(as)).status).toBe(409);
  expect((await forgetMe(as, '?cancel=true')).status).toBe(204);
  expect(session?.['status']).toBe('complete');
  const again = await shop.signIn(as.reader.address);
  const { body } = await shop.call('checkout', 'POST /checkout', { as: again, body: {} });
  const other = shop.all('checkout.session').find((one) => one['url'] === body['url']);
  expect((await forgetMe(again)).status).toBe(204);
  expect(other?.['status']).toBe('expired');
});

test('a pass that was only begun cannot be paid any more, and its key begins another for who comes back', async () => {
  const as = await someone();
  const email = as.reader.address;
  const begin = async (who: Person) =>
    (
      await shop.call('passes', 'POST /passes', {
        as: who,
        body: { email },
        headers: { 'idempotency-key': `of ${email}` },
      })
    ).body['paymentIntent'];
  const intent = await begin(as);
  expect((await forgetMe(as)).status).toBe(204);
  expect(shop.all('payment_intent').find(({ id }) => id === intent)?.['status']).toBe('canceled');
  // As the clock goes on, they are another reader.
  await new Promise((done) => setTimeout(done, 5));
  expect(await begin(await shop.signIn(email))).not.toBe(intent);
});

test.each(['before', 'after'] as const)(
  'Stripe failing %s it did what was asked leaves a person who can ask again',
  async (when) => {
    for (let after = 0; ; after++) {
      const as = await someone();
      const customer = await buy(as, 'subscription');
      shop.stripe.fail({ when, after });
      const { status } = await forgetMe(as, '?cancel=true');
      if (!shop.stripe.mend()) break;
      // The last look comes when the person is forgotten already, and they are told so.
      if (status !== 204) {
        expect(status).toBe(503);
        expect((await me(as)).status).toBe(200);
        expect((await forgetMe(as, '?cancel=true')).status).toBe(204);
      }
      expect((await me(as)).status).toBe(401);
      expect(shop.all('subscription').find((one) => one['customer'] === customer)?.['status']).toBe(
        'canceled',
      );
      expect(await tracesOf(as)).toEqual([]);
    }
  },
);

describe('the form on the page', () => {
  const send = (as: Person | undefined, form: Record<string, string> = {}, origin = 'https://news.example') =>
    shop.call('forget-me', 'POST /account/delete', {
      form,
      cookies: as === undefined ? [] : [`__Host-newsreel=${as.token}`],
      headers: { origin },
    });

  test('forgets, and leads to a page that says so', async () => {
    const as = await someone();
    const { status, headers, cookies } = await send(as);
    expect([status, headers['location']]).toEqual([303, '/account?forgotten=true']);
    expect(cookies).toEqual([expect.stringMatching(/^__Host-newsreel=; .*Max-Age=0/)]);
    expect(await tracesOf(as)).toEqual([]);
    expect(await send(as)).toMatchObject({ status: 401, text: expect.stringContaining('action="/sign-in"') });
  });

  test('wants a word on a subscription: without it a page leads to where it is said', async () => {
    const as = await someone();
    const customer = await buy(as, 'subscription');
    const refused = await send(as);
    expect([refused.status, refused.text, refused.text]).toEqual([
      409,
      expect.stringContaining('You have a subscription that goes on'),
      expect.stringContaining('href="https://news.example/account/delete"'),
    ]);
    expect((await send(as, { cancel: 'false' })).status).toBe(409);
    expect((await me(as)).status).toBe(200);
    expect((await send(as, { cancel: 'true' })).status).toBe(303);
    expect(shop.all('subscription').find((one) => one['customer'] === customer)?.['status']).toBe('canceled');
    expect(await tracesOf(as)).toEqual([]);
  });

  test('is only of a page of ours, and of who is signed in', async () => {
    const as = await someone();
    expect((await send(as, {}, 'https://evil.example')).status).toBe(403);
    expect((await send(undefined)).status).toBe(401);
    expect((await send(as, { more: '1' })).status).toBe(400);
    expect((await me(as)).status).toBe(200);
  });

  test('says what to do where Stripe does not answer, and the person stays', async () => {
    const as = await someone();
    await buy(as, 'subscription');
    shop.stripe.fail({ calls: Number.POSITIVE_INFINITY });
    expect(await send(as, { cancel: 'true' })).toMatchObject({
      status: 503,
      text: expect.stringContaining('try again in a moment'),
    });
    shop.stripe.mend();
    expect((await me(as)).status).toBe(200);
  });
});

test('where Stripe is set up no longer it goes as well', async () => {
  const as = await someone();
  await buy(as, 'pass');
  shop.service.secrets.hold('stripe-secret-key', '');
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
  expect((await forgetMe(as)).status).toBe(204);
  expect(await tracesOf(as)).toEqual([]);
});

test('nobody, the admin and other parameters are refused', async () => {
  const as = await someone();
  const headers = { authorization: 'Bearer the-admin-token' };
  expect((await forgetMe(undefined)).status).toBe(401);
  expect((await shop.call('forget-me', 'DELETE /me', { headers })).status).toBe(403);
  expect((await forgetMe(as, '?cancel=yes')).status).toBe(400);
  expect((await forgetMe(as, '?cancle=true')).status).toBe(400);
  expect((await me(as)).status).toBe(200);
});
