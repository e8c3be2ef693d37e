import type Stripe from 'stripe';
import { PAYMENTS_OF_A_STRANGER } from '../../../functions/checkout/limits';
import { countTowards, takeBack } from '../../../functions/limits/window';
import { type Address, readerOf } from '../../../functions/readers/address';
import { openStripe } from '../../../functions/stripe/client';
import { syncCustomer } from '../../../functions/stripe/sync';
import { type Service, startService } from '../../service';
import { StripeDouble } from '../../stripe-double';
import type { SubscriptionChanges } from '../../stripe-double/account';
import { type SesServer, startSes } from '../readers/ses-server';
import { Asker, as, bothProblems, form, json, PAGE, PROBLEM, type Sent } from './asker';
import { faultsOf, headerOf, operationOf, operations } from './described-api';
import { everyRoute } from './every-route';
import { ofMembers } from './members-routes';
import { signIn } from './sign-in';

const asker = new Asker();
const { ask, both, samples } = asker;
const routes = [...operations].filter(([, operation]) => ofMembers(operation));

/** Of requests in tests. */
const CALLER = '203.0.113.1';

let service: Service;
let ses: SesServer;
let stripe: StripeDouble;

beforeAll(async () => {
  [service, ses, stripe] = await Promise.all([startService(), startSes(), StripeDouble.start()]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SES: ses.url,
    NEWSREEL_MAIL_FROM: 'Newsreel <news@newsreel.example>',
  });
  asker.tokens['reader'] = await signIn(service.table, 'ada@example.org');
  asker.tokens['member'] = asker.tokens['reader'];
  samples['POST /checkout'] = json({ email: 'bo@example.org' });
  samples['GET /checkout/return'] = { query: '?session_id=cs_test_none' };
  samples['POST /account/delete'] = json({});
  samples['POST /passes'] = underKey('a-key', { email: 'bo@example.org' });
});

afterAll(() => Promise.all([service.stop(), ses.stop(), stripe.stop()]));

afterEach(() => {
  jest.restoreAllMocks();
  stripe.mend();
});

const inBrowser = (token: string, origin: string, sent: Sent = {}): Sent => ({
  ...sent,
  headers: { ...sent.headers, origin },
  cookies: [`__Host-newsreel=${token}`],
});
const underKey = (key: string, fields: object): Sent => {
  const { headers, ...sent } = json(fields);
  return { ...sent, headers: { ...headers, 'idempotency-key': key } };
};

const OURS = 'https://news.example';
const EVIL = 'https://evil.example';

async function mailedToken(email: string): Promise<string> {
  await ask('POST /sign-in', json({ email }));
  return /\/sign-in\?token=(\S+)/.exec(ses.mails.at(-1)?.text ?? '')?.[1] ?? '';
}

/** A reader with a subscription. @returns their token */
async function subscriber(email: string, changes?: SubscriptionChanges): Promise<string> {
  const token = await signIn(service.table, email);
  const { id } = stripe.account.createCustomer({ email });
  stripe.account.subscribe(id, changes);
  const world = { table: service.table, stripe: (await openStripe()) as Stripe };
  await syncCustomer(world, id, { reader: readerOf(email as Address) });
  return token;
}

describe('where there is no paid plan', () => {
  it('nothing is sold', async () => {
    expect(await both('POST /checkout', { email: 'bo@example.org' })).toEqual(bothProblems(404));
    expect(await both('POST /portal', {})).toEqual(bothProblems(404));
    expect((await ask('POST /passes', samples['POST /passes'])).status).toBe(404);
    expect((await ask('POST /stripe/webhook', json({}))).status).toBe(404);
    expect((await ask('GET /checkout/return', samples['GET /checkout/return'])).headers).toMatchObject({
      'content-type': PROBLEM,
    });
  });

  it('who is signed in has all that there is', async () => {
    expect((await ask('GET /me')).body).toMatchObject({ plan: 'free', status: 'none', actionUrl: null });
    await ask('GET /account');
    await ask('GET /plans');
    const { status, headers } = await ask('GET /account/export', { query: '?format=csv&search=&since=' });
    expect([status, headers['location']]).toEqual([303, '/export?format=csv']);
  });
});

describe('signing in', () => {
  it('by a mailed link, once', async () => {
    const token = await mailedToken('cy@example.org');
    expect((await ask('GET /sign-in', { query: `?token=${token}` })).status).toBe(200);
    const confirm = () => ask('POST /sign-in/confirm', json({ token }));
    const { status, body } = await confirm();
    expect(status).toBe(200);
    expect((await ask('GET /me', as((body as { token: string }).token))).body).toMatchObject({
      email: 'cy@example.org',
    });
    expect((await confirm()).status).toBe(400);
    expect((await ask('GET /sign-in', { query: `?token=${token}` })).status).toBe(410);
    expect(await both('POST /sign-in/confirm', { token })).toEqual(bothProblems(400));
  });

  it('on a page', async () => {
    expect((await ask('GET /sign-in')).status).toBe(200);
    expect((await ask('POST /sign-in', form({ email: 'di@example.org' }))).status).toBe(202);
    const token = await mailedToken('di@example.org');
    const { status, headers } = await ask('POST /sign-in/confirm', form({ token }));
    expect([status, headers['location']]).toEqual([303, '/account']);
  });

  it('not by the page of another site', async () => {
    const evil = (sent: Sent): Sent => ({ ...sent, headers: { ...sent.headers, origin: EVIL } });
    expect(await both('POST /sign-in/confirm', { token: 'x' }, evil)).toEqual(bothProblems(403));
  });

  it('by no more mails than an hour may have', async () => {
    for (let mails = 0; mails < 5; mails++) await ask('POST /sign-in', json({ email: 'ed@example.org' }));
    expect(await both('POST /sign-in', { email: 'ed@example.org' })).toEqual(bothProblems(429));
  });

  it('where mail goes out', async () => {
    ses.failures.push('refuse', 'hang up');
    expect(await both('POST /sign-in', { email: 'flo@example.org' })).toEqual(bothProblems(502));
    const from = process.env['NEWSREEL_MAIL_FROM'];
    process.env['NEWSREEL_MAIL_FROM'] = '';
    expect(await both('POST /sign-in', { email: 'flo@example.org' })).toEqual(bothProblems(503));
    process.env['NEWSREEL_MAIL_FROM'] = from;
  });

  it('and out', async () => {
    const token = await signIn(service.table, 'guy@example.org');
    expect((await ask('POST /sign-out', as(token))).status).toBe(204);
    expect((await ask('POST /sign-out', as(token))).status).toBe(401);
    expect((await ask('POST /sign-out', { ...form({}), cookies: [] })).status).toBe(303);
    const other = await signIn(service.table, 'guy@example.org');
    const evil = (sent: Sent) => inBrowser(other, EVIL, sent);
    expect(await both('POST /sign-out', {}, evil)).toEqual(bothProblems(403));
    expect((await ask('POST /sign-out', inBrowser(other, OURS, form({})))).status).toBe(303);
  });
});

describe('what is sold', () => {
  beforeAll(() => stripe.setUp(service.secrets));

  it('a Checkout, as JSON and by a form, to whoever asks', async () => {
    const fields = { email: 'hal@example.org', plan: 'pass' };
    expect((await ask('POST /checkout', json(fields))).status).toBe(201);
    const { status, headers } = await ask('POST /checkout', form(fields));
    expect([status, headers['location']]).toEqual([303, expect.stringContaining('checkout.stripe.test')]);
    const token = await signIn(service.table, 'ida@example.org');
    expect((await ask('POST /checkout', as(token, json({})))).status).toBe(201);
  });

  it('a Checkout, once under a key', async () => {
    const order = (plan: string) => underKey('order', { email: 'jo@example.org', plan });
    expect((await ask('POST /checkout', order('pass'))).status).toBe(201);
    expect((await ask('POST /checkout', order('subscription'))).status).toBe(409);
  });

  it('no more than an hour may have to a stranger', async () => {
    const [limit, now] = [PAYMENTS_OF_A_STRANGER, Date.now()];
    const counted = Array.from({ length: limit.times }, () =>
      countTowards(service.table, limit, CALLER, now),
    );
    await Promise.all(counted);
    expect(await both('POST /checkout', { email: 'many@example.org' })).toEqual(bothProblems(429));
    expect((await ask('POST /passes', underKey('many', { email: 'many@example.org' }))).status).toBe(429);
    for (let time = 0; time < limit.times; time++) await takeBack(service.table, limit, CALLER, now);
  });

  it('no second subscription', async () => {
    const token = await subscriber('kim@example.org');
    const [first] = await both('POST /checkout', {}, (sent) => as(token, sent));
    expect(first).toEqual([409, PROBLEM]);
    const { body } = await ask('POST /checkout', as(token, json({})));
    expect(body).toMatchObject({ actionUrl: `${OURS}/account` });
  });

  it('a way back that says how it went', async () => {
    await ask('POST /checkout', json({ email: 'lea@example.org' }));
    const { id = '' } = stripe.account.store.all('checkout.session').at(-1) ?? {};
    for (const pay of [false, true]) {
      if (pay) stripe.account.pay(id);
      expect((await ask('GET /checkout/return', { query: `?session_id=${id}` })).status).toBe(200);
    }
    const { status, headers } = await ask('GET /checkout/return', samples['GET /checkout/return']);
    expect([status, headers['content-type']]).toEqual([404, PAGE]);
  });

  it('a pass for a front end of one’s own, once under a key', async () => {
    const begin = (email: string) => ask('POST /passes', underKey('pass', { email }));
    expect((await begin('mo@example.org')).body).toMatchObject({ amount: 2000, currency: 'eur' });
    expect((await begin('ned@example.org')).status).toBe(409);
    expect((await ask('POST /passes', json({ email: 'ned@example.org' }))).body).toMatchObject({
      errors: [{ name: 'Idempotency-Key' }],
    });
  });

  it('the portal, with a body and without', async () => {
    expect((await ask('POST /portal')).status).toBe(201);
    expect((await ask('POST /portal', json({}))).status).toBe(201);
    const token = asker.tokens['reader'] ?? '';
    expect((await ask('POST /portal', inBrowser(token, OURS, form({})))).status).toBe(303);
  });

  it('nothing by the page of another site', async () => {
    const token = asker.tokens['reader'] ?? '';
    const evil = (sent: Sent) => inBrowser(token, EVIL, sent);
    expect(await both('POST /checkout', {}, evil)).toEqual(bothProblems(403));
    expect(await both('POST /portal', {}, evil)).toEqual(bothProblems(403));
    expect((await ask('POST /passes', evil(samples['POST /passes'] ?? {}))).status).toBe(403);
    expect((await ask('DELETE /me', evil({}))).status).toBe(403);
    expect(await both('POST /account/delete', {}, evil)).toEqual(bothProblems(403));
  });

  it('what there is to have, on a page for everybody', async () => {
    for (const cookies of [[], undefined]) {
      const { status, body } = await ask('GET /plans', cookies && { cookies });
      expect([status, body]).toEqual([200, expect.stringContaining('€5.00 a month')]);
    }
  });

  it('the export, to members alone', async () => {
    expect((await ask('GET /account/export')).status).toBe(402);
    const headers = { accept: 'text/html' };
    expect((await ask('GET /account/export', { headers })).headers['content-type']).toBe(PAGE);
  });

  it('nothing while Stripe is down, and the person may try again', async () => {
    stripe.fail({ calls: Number.POSITIVE_INFINITY });
    expect(await both('POST /checkout', { email: 'ola@example.org' })).toEqual(bothProblems(503));
    const token = asker.tokens['reader'] ?? '';
    expect(await both('POST /portal', {}, (sent) => as(token, sent))).toEqual(bothProblems(503));
    expect((await ask('POST /passes', underKey('down', { email: 'ola@example.org' }))).status).toBe(503);
    expect((await ask('DELETE /me')).status).toBe(503);
    expect(await both('POST /account/delete', {})).toEqual(bothProblems(503));
  });

  it('what Stripe says of it is heard, if Stripe says it', async () => {
    const event = stripe.account.events.at(-1);
    if (event === undefined) throw new Error('Nothing has happened');
    const sent = stripe.delivery(event);
    expect((await ask('POST /stripe/webhook', sent)).status).toBe(200);
    const { requestBody } = operationOf('POST /stripe/webhook');
    expect(faultsOf(requestBody?.content['application/json']?.schema ?? {}, event)).toEqual([]);
    const { required, schema } = headerOf('POST /stripe/webhook', 'Stripe-Signature');
    expect([required, faultsOf(schema, sent.headers['stripe-signature'])]).toEqual([true, []]);
    expect(faultsOf(schema, 'v1=abc')).not.toEqual([]);
    const forged = stripe.delivery(event, { secret: 'whsec_another' });
    expect((await ask('POST /stripe/webhook', forged)).status).toBe(400);
  });
});

describe('what a reader has', () => {
  const DAY = 86_400;
  const now = Math.floor(Date.now() / 1000);

  it.each<[string, SubscriptionChanges]>([
    ['active', {}],
    ['trialing', { status: 'trialing', trial_end: now + DAY }],
    ['canceling', { cancel_at_period_end: true, cancel_at: now + 30 * DAY }],
    ['past_due', { status: 'past_due', periodStart: now - DAY }],
    ['unpaid', { status: 'unpaid' }],
    ['paused', { status: 'paused' }],
    ['incomplete', { status: 'incomplete' }],
    ['ended', { status: 'canceled', ended_at: now - DAY }],
    ['unknown', { status: 'from_the_future' }],
  ])('is described where it is %s', async (status, changes) => {
    const token = await subscriber(`${status}@example.org`, changes);
    expect((await ask('GET /me', as(token))).body).toMatchObject({ status });
    expect((await ask('GET /account', as(token))).status).toBe(200);
  });

  it('is nobody’s where nobody is signed in, and not the admin’s', async () => {
    for (const route of ['GET /me', 'DELETE /me', 'GET /account/delete']) {
      expect((await ask(route, { cookies: [] })).status).toBe(401);
      expect((await ask(route, as('the-admin-token'))).status).toBe(403);
    }
    const forAPerson = { ...as('the-admin-token').headers, accept: 'text/html' };
    expect((await ask('GET /account/delete', { headers: forAPerson })).status).toBe(403);
    expect((await ask('GET /account/delete')).status).toBe(200);
    expect((await ask('GET /account')).status).toBe(200);
  });

  it('goes when they go, unless more would be charged', async () => {
    const token = await subscriber('pia@example.org');
    expect((await ask('DELETE /me', as(token))).body).toMatchObject({ actionUrl: `${OURS}/account` });
    expect((await ask('DELETE /me', as(token, { query: '?cancel=true' }))).status).toBe(204);
    expect((await ask('GET /me', as(token))).status).toBe(401);
  });

  it('goes by a form as well', async () => {
    const token = await subscriber('quinn@example.org');
    const own = (sent: Sent) => as(token, sent);
    expect(await both('POST /account/delete', {}, own)).toEqual(bothProblems(409));
    const { status, headers } = await ask('POST /account/delete', own(form({ cancel: 'true' })));
    expect([status, headers['location']]).toEqual([303, '/account?forgotten=true']);
    const other = await signIn(service.table, 'ron@example.org');
    expect((await ask('POST /account/delete', as(other, json({})))).status).toBe(204);
  });
});

describe('what every route has', () => {
  everyRoute(asker, routes);

  it('answers in all the ways that are documented', () => {
    expect(asker.seenOf(routes)).toEqual(asker.documentedOf(routes));
  });
});
