import { type Address, readerOf } from '../../../functions/readers/address';
import type { Reader } from '../../../functions/readers/reader';
import { openStripe } from '../../../functions/stripe/client';
import { ensureCustomer } from '../../../functions/stripe/customers';
import { syncCustomer } from '../../../functions/stripe/sync';
import { StripeDouble } from '../../stripe-double';
import { setClock } from '../readers/clock';
import { bearer, startWorld, type World } from '../readers/world';

const HOUR_MS = 60 * 60 * 1000;
const ACCOUNT = 'https://news.example/account';

let world: World;
let double: StripeDouble;

beforeAll(async () => {
  world = await startWorld();
  double = await StripeDouble.start();
});
afterEach(() => jest.useRealTimers());
afterAll(async () => {
  await double.stop();
  await world.stop();
});

const me = (token: string) => world.call('me', 'GET /me', bearer(token));

/** Gives a reader a customer at Stripe. @returns its id */
async function customerOf(email: string): Promise<string> {
  const stripe = await openStripe();
  if (stripe === null) throw new Error('Stripe is set up here');
  const address = email as Address;
  const reader: Reader = { id: readerOf(address), address, since: '', mail: 'ok' };
  return ensureCustomer({ table: world.table, stripe }, reader);
}

async function sync(customer: string): Promise<void> {
  const stripe = await openStripe();
  if (stripe !== null) await syncCustomer({ table: world.table, stripe }, customer);
}

describe('GET /me', () => {
  test('says who is signed in, who has everything where there is no paid plan', async () => {
    const answer = await me(await world.signIn('Ada@Example.org'));
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.body).toEqual({
      email: 'ada@example.org',
      plan: 'free',
      status: 'none',
      accessUntil: null,
      reason: expect.stringContaining('no paid plan'),
      actionUrl: null,
      digest: null,
      mail: 'ok',
    });
  });

  test('is for readers', async () => {
    expect((await world.call('me', 'GET /me')).status).toBe(401);
    expect((await me('the-admin-token')).status).toBe(403);
    const token = await world.signIn('ada@example.org');
    expect((await world.call('me', 'GET /me?fresh=1', bearer(token))).status).toBe(400);
    const byCookie = await world.call('me', 'GET /me', { cookies: [`__Host-newsreel=${token}`] });
    expect(byCookie).toMatchObject({ status: 200, body: { email: 'ada@example.org' } });
  });
});

describe('GET /me of a paid service', () => {
  beforeAll(() => double.setUp(world.secrets));

  test('says where to get a plan', async () => {
    expect((await me(await world.signIn('free@example.org'))).body).toMatchObject({
      plan: 'free',
      accessUntil: null,
      actionUrl: ACCOUNT,
    });
  });

  test('has what was paid an hour ago though nobody told us, and what is known where Stripe is down', async () => {
    const token = await world.signIn('paid@example.org');
    const customer = await customerOf('paid@example.org');
    await sync(customer);
    const { id } = double.account.subscribe(customer);
    setClock(Date.now() + HOUR_MS + 1_000);
    expect((await me(token)).body).toMatchObject({ plan: 'subscription', status: 'active', actionUrl: null });
    double.account.cancel(id);
    double.fail({ calls: Number.POSITIVE_INFINITY, status: 0 });
    setClock(Date.now() + HOUR_MS + 1_000);
    expect((await me(token)).body).toMatchObject({ plan: 'subscription', status: 'active' });
    double.mend();
    expect((await me(token)).body).toMatchObject({ plan: 'free' });
  });

  test('leads to Stripe’s page where a payment failed', async () => {
    const token = await world.signIn('failed@example.org');
    const customer = await customerOf('failed@example.org');
    const { id } = double.account.subscribe(customer, { status: 'past_due' });
    await sync(customer);
    expect((await me(token)).body).toMatchObject({
      plan: 'subscription',
      status: 'past_due',
      actionUrl: `https://invoice.stripe.test/${id}`,
    });
  });

  test('opens the export to members, and says to others what they lack', async () => {
    const member = await world.signIn('member@example.org');
    const customer = await customerOf('member@example.org');
    double.account.subscribe(customer);
    await sync(customer);
    const free = await world.signIn('free@example.org');
    const exported = (sent?: Parameters<World['call']>[2]) => world.call('export', 'GET /export', sent);
    expect((await exported(bearer(member))).status).toBe(200);
    expect((await exported(bearer('the-admin-token'))).status).toBe(200);
    expect((await exported()).status).toBe(401);
    expect(await exported(bearer(free))).toMatchObject({
      status: 402,
      headers: { 'content-type': 'application/problem+json' },
      body: { status: 402, title: 'Members only', actionUrl: ACCOUNT },
    });
  });
});
