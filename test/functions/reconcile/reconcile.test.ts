import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { handler } from '../../../functions/reconcile/handler';
import { reconcile } from '../../../functions/reconcile/reconcile';
import { ensureCustomer } from '../../../functions/stripe/customers';
import { forgetCustomer } from '../../../functions/stripe/forget';
import { expectPayment } from '../../../functions/stripe/refresh';
import { syncCustomer } from '../../../functions/stripe/sync';
import { readerCustomerKey } from '../../../functions/table/keys';
import { keepLog } from '../../log';
import { addressOf, RULES, readerIdOf, type Shop, startShop } from '../stripe/shop';

const DAY = 86_400;
let shop: Shop;
let people = 0;

beforeAll(async () => {
  shop = await startShop();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await shop.clear();
});

afterAll(() => shop.stop());

const account = () => shop.double.account;
const seconds = () => Math.floor(Date.now() / 1000);
const isMember = async (reader: string) => (await shop.entitlement(reader)).isMember;

/** Somebody whose customer we know. */
async function known(): Promise<{ reader: string; customer: string }> {
  const name = `person${++people}`;
  const metadata = { newsreel_reader: readerIdOf(name) };
  const { id } = account().createCustomer({ email: addressOf(name), metadata });
  await syncCustomer(shop.world, id);
  return { reader: readerIdOf(name), customer: id };
}

/** As if all had been read so long ago. */
async function readAgo(
  days: number,
  { reader, customer }: { reader: string; customer: string },
): Promise<void> {
  const { client, name } = shop.service.table;
  const Key = readerCustomerKey(reader, customer);
  const item = (await shop.service.table.items()).find(
    ({ PK, SK }) => PK?.S === Key.PK.S && SK?.S === Key.SK.S,
  );
  const readAt = new Date(Date.now() - days * DAY * 1000).toISOString();
  const facts = JSON.stringify({ ...JSON.parse(item?.['facts']?.S ?? ''), readAt });
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key,
      UpdateExpression: 'SET facts = :facts',
      ExpressionAttributeValues: { ':facts': { S: facts } },
    }),
  );
}

/** So that no event of Stripe's tells of it. */
const unheard = (): void => {
  for (const event of account().store.all('event')) event.created -= 30 * DAY;
};

const run = (limits: { until?: number; perSecond?: number } = {}) =>
  reconcile(shop.world, RULES, { until: Date.now() + 60_000, perSecond: 1_000, ...limits });

/** Whom Stripe was asked about. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  const before = shop.double.calls.length;
  await work();
  return shop.double.calls
    .slice(before)
    .flatMap(({ route, id }) => (route === 'GET /v1/customers/:id' ? [id] : []));
}

describe('once a day', () => {
  it('what no webhook told of is put right, and counted', async () => {
    const leaver = await known();
    const subscription = account().subscribe(leaver.customer);
    await syncCustomer(shop.world, leaver.customer);
    const steady = await known();
    account().subscribe(steady.customer);
    await syncCustomer(shop.world, steady.customer);
    account().cancel(subscription.id);
    unheard();
    await Promise.all([leaver, steady].map((person) => readAgo(1, person)));
    expect(await run()).toEqual({ read: 2, corrected: 1, failed: 0, left: 0 });
    expect(await Promise.all([leaver, steady].map(({ reader }) => isMember(reader)))).toEqual([false, true]);
    expect(await run()).toEqual({ read: 0, corrected: 0, failed: 0, left: 0 });
  });

  it('who was read lately, or whose state is final, is not read', async () => {
    const recent = await known();
    account().subscribe(recent.customer);
    await syncCustomer(shop.world, recent.customer);
    const over = await known();
    account().buyPass(over.customer, { at: seconds() - 40 * DAY });
    account().cancel(account().subscribe(over.customer).id);
    await syncCustomer(shop.world, over.customer);
    const disputed = await known();
    account().dispute(account().buyPass(disputed.customer).id);
    await syncCustomer(shop.world, disputed.customer);
    unheard();
    await Promise.all([over, disputed].map((person) => readAgo(5, person)));
    expect(await asked(run)).toEqual([disputed.customer]);
  });

  it('who went to pay is read for a week', async () => {
    const reader = await shop.reader('payer');
    const customer = await ensureCustomer(shop.world, reader);
    await expectPayment(shop.service.table, reader.id, customer);
    await readAgo(1, { reader: reader.id, customer });
    unheard();
    expect(await asked(run)).toEqual([customer]);
    account().subscribe(customer);
    unheard();
    await readAgo(1, { reader: reader.id, customer });
    expect(await run()).toMatchObject({ corrected: 1 });
    expect(await isMember(reader.id)).toBe(true);
  });

  it('who bought something of which nothing was ever heard has it', async () => {
    const { id } = account().createCustomer({ email: addressOf('unheard') });
    account().buyPass(id);
    const foreign = account().createCustomer({ email: addressOf('foreign') }).id;
    account().subscribe(foreign, { prices: ['price_foreign'] });
    expect(await run()).toEqual({ read: 2, corrected: 1, failed: 0, left: 0 });
    expect(await isMember(readerIdOf('unheard'))).toBe(true);
    // Who is not ours is known as that from now on.
    expect(await asked(run)).not.toContain(foreign);
  });

  it('who bought once more after all was over has it', async () => {
    const person = await known();
    await readAgo(1, person);
    account().buyPass(person.customer);
    expect(await run()).toMatchObject({ corrected: 1 });
    expect(await isMember(person.reader)).toBe(true);
  });

  it('who was forgotten stays so', async () => {
    const person = await known();
    await forgetCustomer(shop.service.table, person.customer);
    account().buyPass(person.customer);
    expect(await asked(run)).toEqual([]);
  });

  it('a reading that was begun and never ended is done', async () => {
    const { client, name } = shop.service.table;
    const { id } = account().createCustomer({ email: addressOf('begun') });
    account().buyPass(id);
    unheard();
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: { PK: { S: 'CUSTOMERS' }, SK: { S: id } },
        UpdateExpression: 'ADD ticket :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    await run();
    expect(await isMember(readerIdOf('begun'))).toBe(true);
  });

  it('one that fails stops nobody else, and is done the next time', async () => {
    const kept = keepLog();
    const people = [await known(), await known(), await known()];
    for (const person of people) {
      account().subscribe(person.customer);
      await readAgo(1, person);
    }
    shop.double.fail({ route: 'GET /v1/subscriptions' });
    expect(await run()).toEqual({ read: 2, corrected: 2, failed: 1, left: 0 });
    expect(kept.lines('ERROR')).toHaveLength(1);
    expect(kept.written.join()).not.toMatch(/@example|cus_/);
    expect(await run()).toMatchObject({ corrected: 1, failed: 0 });
    expect(await Promise.all(people.map(({ reader }) => isMember(reader)))).toEqual([true, true, true]);
  });

  it('stops in time; who was not read for longest comes first', async () => {
    const people: { reader: string; customer: string }[] = [];
    for (let days = 1; days <= 6; days++) {
      const person = await known();
      account().subscribe(person.customer);
      await syncCustomer(shop.world, person.customer);
      await readAgo(days, person);
      people.push(person);
    }
    unheard();
    const customers = people.map(({ customer }) => customer).reverse();
    let result: unknown;
    const first = await asked(async () => {
      result = await run({ until: Date.now() + 1_000, perSecond: 3 });
    });
    expect(first.length).toBeLessThan(6);
    expect(result).toMatchObject({ read: first.length, left: 6 - first.length });
    expect([...first].sort()).toEqual(customers.slice(0, first.length).sort());
    expect((await asked(run)).sort()).toEqual(customers.slice(first.length).sort());
  });

  it('keeps to the pace that Stripe allows', async () => {
    for (let count = 0; count < 5; count++) {
      const person = await known();
      account().subscribe(person.customer);
      await readAgo(1, person);
    }
    const begun = performance.now();
    await run({ perSecond: 20 });
    expect(performance.now() - begun).toBeGreaterThan(190);
  });
});

describe('what is said of it', () => {
  it('is measured, and told in one line with nobody in it', async () => {
    const kept = keepLog();
    const { customer } = await known();
    account().subscribe(customer);
    const context = { getRemainingTimeInMillis: () => 60_000 };
    expect(await handler({ id: 'event-1' }, context)).toMatchObject({ read: 1, corrected: 1 });
    expect([kept.measured('EntitlementDifferences'), kept.measured('CustomersFailed')]).toEqual([[1], [0]]);
    expect(kept.lines()).toEqual([
      {
        timestamp: expect.any(String),
        level: 'INFO',
        message: 'Customers were reconciled',
        eventId: 'event-1',
        customers: 1,
        corrected: 1,
        failed: 0,
        left: 0,
        ms: expect.any(Number),
      },
    ]);
  });
});
