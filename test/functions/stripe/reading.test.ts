import { entitlementOf } from '../../../functions/entitlement/entitlement';
import { type CustomerFacts, isLive } from '../../../functions/entitlement/facts';
import { readCustomer } from '../../../functions/stripe/reading';
import { addressOf, readerIdOf, type Shop, startShop } from './shop';

const DAY = 86_400;
const NOW = Math.floor(Date.now() / 1000);
const RULES = { isPaid: true, graceDays: 7 };

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(() => shop.stop());

const account = () => shop.double.account;
const newCustomer = (): string => account().createCustomer({ email: addressOf('somebody') }).id;
const read = async (customer: string): Promise<CustomerFacts> =>
  (await readCustomer(shop.stripe, customer)).facts;

/** How many calls something costs. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = shop.double.calls.length;
  await work();
  return shop.double.calls.slice(before).map(({ route }) => route);
}

describe('what is read of a customer', () => {
  it('is its subscription, by three calls', async () => {
    const customer = newCustomer();
    const { id } = account().subscribe(customer, { periodStart: NOW, periodEnd: NOW + 30 * DAY });
    const calls = await callsOf(async () =>
      expect(await read(customer)).toEqual({
        customer,
        created: expect.any(Number),
        isDeleted: false,
        subscriptions: [
          {
            id,
            isOurPrice: true,
            status: 'active',
            periodStart: NOW,
            periodEnd: NOW + 30 * DAY,
            trialEnd: null,
            cancelAt: null,
            endedAt: null,
            payUrl: null,
            payment: 'kept',
            startedAt: NOW,
            unpaid: null,
          },
        ],
        passes: [],
        readAt: expect.stringMatching(/Z$/),
      }),
    );
    expect(calls).toHaveLength(3);
  });

  it('is a period where older versions of Stripe have it, and no access where there is none', async () => {
    const customer = newCustomer();
    const subscription = account().subscribe(customer, { periodStart: NOW, periodEnd: NOW + 30 * DAY });
    const [item = {}] = (subscription['items'] as { data: Record<string, unknown>[] }).data;
    delete item['current_period_start'];
    delete item['current_period_end'];
    const facts = await read(customer);
    expect(facts.subscriptions).toMatchObject([{ periodStart: 0, periodEnd: 0 }]);
    expect(entitlementOf([facts], NOW * 1000, RULES)).toMatchObject({ isMember: false, status: 'unknown' });
    Object.assign(subscription, { current_period_start: NOW, current_period_end: NOW + 30 * DAY });
    expect(entitlementOf([await read(customer)], NOW * 1000, RULES)).toMatchObject({ isMember: true });
  });

  it('is the open invoice of a renewal that was not paid, by no further call', async () => {
    const customer = newCustomer();
    const { id } = account().subscribe(customer);
    account().renew(id, { isPaid: false });
    const { id: invoice } = account().retry(id);
    const calls = await callsOf(async () =>
      expect((await read(customer)).subscriptions).toMatchObject([
        {
          status: 'past_due',
          unpaid: {
            id: invoice,
            createdAt: expect.any(Number),
            attempts: 2,
            amountDue: 500,
            currency: 'eur',
            nextAttempt: expect.any(Number),
          },
        },
      ]),
    );
    expect(calls).toHaveLength(3);
    account().payOpen(id);
    expect((await read(customer)).subscriptions).toMatchObject([{ status: 'active', unpaid: null }]);
  });

  it('is also a subscription of ours that was moved to another price: charged for, and no access', async () => {
    const customer = newCustomer();
    account().subscribe(customer, { prices: ['price_foreign'], metadata: { newsreel: 'subscription' } });
    const facts = await read(customer);
    expect(facts.subscriptions).toMatchObject([{ isOurPrice: false }]);
    expect(facts.subscriptions.some(isLive)).toBe(true);
    expect(entitlementOf([facts], NOW * 1000, RULES)).toMatchObject({
      isMember: false,
      status: 'unknown',
      action: 'manage',
    });
  });

  it('is only what is of our prices, the older ones too', async () => {
    const customer = newCustomer();
    account().subscribe(customer, { prices: ['price_foreign'] });
    const old = account().subscribe(customer, { prices: ['price_foreign', 'price_newsreel_old'] });
    expect((await read(customer)).subscriptions.map(({ id }) => id)).toEqual([old.id]);
  });

  it('is all of it, however many pages that are', async () => {
    const customer = newCustomer();
    const subscription = account().subscribe(customer);
    for (let count = 0; count < 230; count++) account().buyPass(customer, { at: NOW + count, days: 1 });
    for (let count = 0; count < 120; count++) account().subscribe(customer, { prices: ['price_foreign'] });
    const facts = await read(customer);
    expect(facts.subscriptions.map(({ id }) => id)).toEqual([subscription.id]);
    expect(facts.passes).toHaveLength(230);
    expect(facts.passes.map(({ paidAt }) => paidAt)).toEqual(facts.passes.map((_, index) => NOW + index));
  });

  it('tells when a cancelled subscription ends, by either of the two ways to cancel', async () => {
    const customer = newCustomer();
    account().subscribe(customer, { cancel_at: NOW + 5 });
    account().subscribe(customer, { cancel_at_period_end: true, periodEnd: NOW + 9 });
    expect((await read(customer)).subscriptions.map(({ cancelAt }) => cancelAt)).toEqual([NOW + 9, NOW + 5]);
  });

  it('has where an open invoice is paid, and none of a paid one', async () => {
    const customer = newCustomer();
    const { id } = account().subscribe(customer);
    expect((await read(customer)).subscriptions[0]?.payUrl).toBeNull();
    account().renew(id, { isPaid: false });
    expect((await read(customer)).subscriptions[0]).toMatchObject({
      status: 'past_due',
      payUrl: `https://invoice.stripe.test/${id}`,
    });
  });

  it('counts passes that are paid and marked as ours alone', async () => {
    const customer = newCustomer();
    const pass = account().buyPass(customer, { days: 30, at: NOW });
    account().buyPass(customer, { metadata: {} });
    account().buyPass(customer, { metadata: { newsreel: 'pass' } });
    account().buyPass(customer, { metadata: { newsreel: 'pass', days: '-1' } });
    account().buyPass(customer, { metadata: { newsreel: 'pass', days: '1e9' } });
    const unpaid = { amount: '2000', currency: 'eur', customer };
    account().createIntent({ ...unpaid, metadata: { newsreel: 'pass', days: '30' } });
    expect((await read(customer)).passes).toEqual([
      { id: pass.id, paidAt: NOW, days: 30, payment: 'kept', amount: 2000, currency: 'eur' },
    ]);
  });

  it.each([
    ['given back whole', (id: string) => account().refund(id), 'refunded'],
    ['given back in part', (id: string) => account().refund(id, 100), 'kept'],
    ['given back whole in parts', (id: string) => [1, 2, 3].map(() => account().refund(id, 700)), 'refunded'],
    ['disputed', (id: string) => account().dispute(id), 'disputed'],
    ['disputed, under review', (id: string) => account().dispute(id, 'under_review'), 'disputed'],
    ['disputed in a way of tomorrow', (id: string) => account().dispute(id, 'brand_new'), 'disputed'],
    ['asked about by the bank', (id: string) => account().dispute(id, 'warning_needs_response'), 'kept'],
    ['disputed and won', (id: string) => account().dispute(id, 'won'), 'kept'],
    ['disputed and lost', (id: string) => account().dispute(id, 'lost'), 'lost'],
    [
      'won once, then disputed',
      (id: string) => ['won', 'needs_response'].map((status) => account().dispute(id, status)),
      'disputed',
    ],
  ])('knows a payment that was %s', async (_, happens, payment) => {
    const customer = newCustomer();
    const pass = account().buyPass(customer);
    const { id } = account().subscribe(customer);
    happens(pass.id);
    expect(await read(customer)).toMatchObject({
      passes: [{ payment }],
      subscriptions: [{ payment: 'kept' }],
    });
    happens(account().intentOf(id));
    expect(await read(customer)).toMatchObject({ subscriptions: [{ id, payment }] });
  });

  it('does not hold the refund of an earlier period against the one that is paid', async () => {
    const customer = newCustomer();
    const { id } = account().subscribe(customer, { periodStart: NOW - 30 * DAY, periodEnd: NOW });
    const first = account().intentOf(id);
    account().renew(id);
    account().refund(first);
    expect(await read(customer)).toMatchObject({ subscriptions: [{ payment: 'kept' }] });
    account().refund(account().intentOf(id));
    expect(await read(customer)).toMatchObject({ subscriptions: [{ payment: 'refunded' }] });
  });

  it('does not hold the refund of one subscription against another', async () => {
    const customer = newCustomer();
    const ours = account().subscribe(customer);
    const foreign = account().subscribe(customer, { prices: ['price_foreign'] });
    account().refund(account().intentOf(foreign.id));
    expect(await read(customer)).toMatchObject({ subscriptions: [{ id: ours.id, payment: 'kept' }] });
  });

  it('is looked up where Stripe gives the charge by its id alone', async () => {
    const customer = newCustomer();
    const pass = account().buyPass(customer, { at: NOW - 5 });
    account().refund(pass.id);
    const { paymentState } = await import('../../../functions/stripe/payment-state');
    const intent = await shop.stripe.paymentIntents.retrieve(pass.id);
    expect(typeof intent.latest_charge).toBe('string');
    expect(await paymentState(shop.stripe, intent)).toBe('refunded');
  });

  it('is nothing of a customer who is deleted, or not there in this account', async () => {
    const customer = newCustomer();
    account().buyPass(customer);
    account().subscribe(customer);
    account().deleteCustomer(customer);
    const nothing = { isDeleted: true, subscriptions: [], passes: [] };
    expect(await read(customer)).toMatchObject(nothing);
    expect(await read('cus_of_the_other_mode')).toMatchObject({
      ...nothing,
      customer: 'cus_of_the_other_mode',
    });
  });

  it('is a failure, not nothing, where one of the calls fails', async () => {
    const customer = newCustomer();
    account().subscribe(customer);
    for (const route of ['GET /v1/customers/:id', 'GET /v1/subscriptions', 'GET /v1/payment_intents']) {
      shop.double.fail({ route });
      await expect(read(customer)).rejects.toThrow('An error occurred');
    }
  });
});

describe('whose a customer is', () => {
  it('is as we named it, on the customer or on what was bought', async () => {
    const metadata = { newsreel_reader: readerIdOf('a') };
    const named = account().createCustomer({ metadata }).id;
    expect(await readCustomer(shop.stripe, named)).toMatchObject({ named: readerIdOf('a'), address: null });
    const subscriber = account().createCustomer().id;
    account().subscribe(subscriber, { metadata });
    expect(await readCustomer(shop.stripe, subscriber)).toMatchObject({ named: readerIdOf('a') });
    const buyer = account().createCustomer().id;
    account().buyPass(buyer, { metadata: { newsreel: 'pass', days: '30', ...metadata } });
    expect(await readCustomer(shop.stripe, buyer)).toMatchObject({ named: readerIdOf('a') });
  });

  it('is not proven by what nobody paid for, nor by what is not ours', async () => {
    const customer = newCustomer();
    const metadata = { newsreel_reader: readerIdOf('victim') };
    account().subscribe(customer, { status: 'incomplete', metadata });
    account().subscribe(customer, { prices: ['price_foreign'], metadata });
    expect(await readCustomer(shop.stripe, customer)).toMatchObject({ named: null, address: null });
  });

  it('is the address where something of ours was bought', async () => {
    const customer = newCustomer();
    account().buyPass(customer);
    expect(await readCustomer(shop.stripe, customer)).toMatchObject({
      named: null,
      address: addressOf('somebody'),
    });
  });
});
