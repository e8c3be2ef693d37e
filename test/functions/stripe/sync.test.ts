import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { readCustomers } from '../../../functions/entitlement/customers';
import { forgetCustomer } from '../../../functions/stripe/forget';
import { readCustomer } from '../../../functions/stripe/reading';
import { syncCustomer } from '../../../functions/stripe/sync';
import { readerCustomerKey } from '../../../functions/table/keys';
import { Fuse } from '../../fuse';
import { addressOf, readerIdOf, type Shop, startShop } from './shop';

const fuse = new Fuse();
let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterEach(() => {
  shop.double.mend();
  shop.double.answering = undefined;
});

afterAll(async () => {
  fuse.stop();
  await shop.stop();
});

const account = () => shop.double.account;
let people = 0;

/** A customer of somebody's own, who bought nothing yet. */
function newcomer(): { name: string; reader: string; customer: string } {
  const name = `person${++people}`;
  const metadata = { newsreel_reader: readerIdOf(name) };
  return {
    name,
    reader: readerIdOf(name),
    customer: account().createCustomer({ email: addressOf(name), metadata }).id,
  };
}

const itemsOf = async (customer: string) =>
  (await shop.service.table.items()).filter(({ SK }) => SK?.S?.endsWith(customer));
/** As `DELETE /me` does it. */
async function forget(reader: string, customer: string): Promise<void> {
  const { client, name } = shop.service.table;
  await forgetCustomer(shop.service.table, customer);
  await client.send(new DeleteItemCommand({ TableName: name, Key: readerCustomerKey(reader, customer) }));
}

const isMember = async (reader: string) => (await shop.entitlement(reader)).isMember;

describe('whose a customer is', () => {
  it('is as the metadata says, for good', async () => {
    const { reader, customer } = newcomer();
    expect(await syncCustomer(shop.world, customer)).toMatchObject({ reader, facts: { customer } });
    Object.assign(account().customer(customer), { metadata: {}, email: null });
    account().buyPass(customer);
    expect(await syncCustomer(shop.world, customer, { reader: readerIdOf('another') })).toMatchObject({
      reader,
    });
    expect(await isMember(reader)).toBe(true);
    expect(await isMember(readerIdOf('another'))).toBe(false);
  });

  it('is as the caller knows before anything else', async () => {
    const { customer } = newcomer();
    const reader = readerIdOf('hinted');
    expect(await syncCustomer(shop.world, customer, { reader })).toMatchObject({ reader });
  });

  it('is the address of who paid, in whatever spelling', async () => {
    const customer = account().createCustomer({ email: 'Anna.Payer@Example.COM' }).id;
    expect(await syncCustomer(shop.world, customer)).toBeNull();
    account().buyPass(customer);
    expect(await syncCustomer(shop.world, customer)).toMatchObject({ reader: readerIdOf('anna.payer') });
    expect(await isMember(readerIdOf('anna.payer'))).toBe(true);
    expect(
      (await shop.service.table.items('CUSTOMERS')).find(({ SK }) => SK?.S === customer),
    ).not.toHaveProperty('expiresAt');
  });

  it('is nobody’s where nothing says so: that is remembered for 90 days, without anything personal', async () => {
    const customer = account().createCustomer({ email: addressOf('stranger') }).id;
    account().subscribe(customer, { prices: ['price_foreign'] });
    expect(await syncCustomer(shop.world, customer)).toBeNull();
    const [item, ...others] = await itemsOf(customer);
    expect(others).toEqual([]);
    expect(item).toEqual({
      PK: { S: 'CUSTOMERS' },
      SK: { S: customer },
      ticket: { N: '1' },
      expiresAt: { N: expect.any(String) },
    });
    const days = (Number(item?.['expiresAt']?.N) - Date.now() / 1000) / 86_400;
    expect(days).toBeCloseTo(90, 1);
  });

  it('is nobody’s where the address is none', async () => {
    const customer = account().createCustomer({ email: addressOf('mended') }).id;
    Object.assign(account().customer(customer), { email: 'no address' });
    account().buyPass(customer);
    expect(await syncCustomer(shop.world, customer)).toBeNull();
  });
});

describe('a customer whose reader was forgotten', () => {
  it('stays nobody’s, whatever is heard of it', async () => {
    const { reader, customer } = newcomer();
    account().subscribe(customer);
    await syncCustomer(shop.world, customer);
    await forget(reader, customer);
    expect(await syncCustomer(shop.world, customer)).toBeNull();
    expect(await syncCustomer(shop.world, customer, { reader })).toBeNull();
    expect(await itemsOf(customer)).toEqual([
      { PK: { S: 'CUSTOMERS' }, SK: { S: customer }, ticket: { N: '1' }, forgotten: { BOOL: true } },
    ]);
  });

  it.each([
    ['known', true],
    ['joined at that moment', false],
  ])('is not brought back by what was being read of one %s', async (_, wasKnown) => {
    const { reader, customer } = newcomer();
    account().subscribe(customer);
    if (wasKnown) await syncCustomer(shop.world, customer);
    let forgetting: Promise<void> | undefined;
    shop.double.answering = async () => {
      forgetting ??= forget(reader, customer);
      await forgetting;
    };
    expect(await syncCustomer(shop.world, customer)).toEqual(wasKnown ? expect.anything() : null);
    expect((await shop.service.table.items()).filter(({ PK }) => PK?.S === `READER#${reader}`)).toEqual([]);
    expect(await readCustomers(shop.service.table, reader)).toEqual([]);
  });
});

describe('readings that overlap', () => {
  it('never leave an older one over a newer one, however late it is written', async () => {
    const { reader, customer } = newcomer();
    await syncCustomer(shop.world, customer);
    const gates: (() => void)[] = [];
    shop.double.answering = () => new Promise<void>((open) => gates.push(open));
    const old = syncCustomer(shop.world, customer);
    while (gates.length < 3) await new Promise((done) => setTimeout(done, 2));
    shop.double.answering = undefined;
    account().subscribe(customer);
    await syncCustomer(shop.world, customer);
    for (const open of gates) open();
    expect((await old)?.facts.subscriptions).toEqual([]);
    expect(await isMember(reader)).toBe(true);
  });

  it('end in the truth, with answers of any slowness', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            change: fc.constantFrom('subscribe', 'cancel', 'buyPass', 'refund', 'nothing'),
            slow: fc.array(fc.nat(12), { minLength: 3, maxLength: 3 }),
            wait: fc.nat(10),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (steps) => {
          const { reader, customer } = newcomer();
          const syncs: Promise<unknown>[] = [];
          for (const { change, slow, wait } of steps) {
            shop.double.answering = async () => new Promise((done) => setTimeout(done, slow.shift() ?? 0));
            happen(customer, change);
            syncs.push(syncCustomer(shop.world, customer));
            await new Promise((done) => setTimeout(done, wait));
          }
          await Promise.all(syncs);
          const [facts] = await readCustomers(shop.service.table, reader);
          const truth = (await readCustomer(shop.stripe, customer)).facts;
          expect({ ...facts, readAt: '' }).toEqual({ ...truth, readAt: '' });
        },
      ),
      { numRuns: 20 },
    ));

  function happen(customer: string, change: string): void {
    const { store } = account();
    const subscription = store
      .all('subscription')
      .find((one) => one['customer'] === customer && one['status'] !== 'canceled');
    const intent = store.all('payment_intent').find((one) => one['customer'] === customer);
    if (change === 'subscribe') account().subscribe(customer);
    if (change === 'buyPass') account().buyPass(customer);
    if (change === 'cancel' && subscription !== undefined) account().cancel(subscription.id);
    if (change === 'refund' && intent !== undefined) account().refund(intent.id);
  }
});

describe('a crash between any two calls', () => {
  it('leaves nothing that the next reading does not put right', async () => {
    const guarded = await fuse.guard(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
    const table = {
      client: new DynamoDBClient({ endpoint: guarded, maxAttempts: 1 }),
      name: shop.service.table.name,
    };
    const world = { ...shop.world, table };
    let crashes = 0;
    for (const isKnown of [false, true]) {
      for (let calls = 0; ; calls++) {
        const { reader, customer } = newcomer();
        if (isKnown) await syncCustomer(shop.world, customer);
        account().subscribe(customer);
        fuse.set(calls);
        await syncCustomer(world, customer).catch(() => crashes++);
        if (!fuse.mend()) break;
        expect(await syncCustomer(world, customer)).toMatchObject({ reader });
        expect(await isMember(reader)).toBe(true);
        expect(await itemsOf(customer)).toHaveLength(2);
      }
    }
    expect(crashes).toBe(5);
    table.client.destroy();
  });

  it('or an answer of Stripe’s that does not come, leaves what was known', async () => {
    const { reader, customer } = newcomer();
    account().subscribe(customer);
    await syncCustomer(shop.world, customer);
    for (let after = 0; after < 3; after++) {
      shop.double.fail({ after });
      await expect(syncCustomer(shop.world, customer)).rejects.toThrow();
      expect(await isMember(reader)).toBe(true);
    }
  });
});
