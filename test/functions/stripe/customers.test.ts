import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { readCustomers } from '../../../functions/entitlement/customers';
import type { Reader } from '../../../functions/readers/reader';
import { ensureCustomer } from '../../../functions/stripe/customers';
import { forgetCustomer } from '../../../functions/stripe/forget';
import { syncCustomer } from '../../../functions/stripe/sync';
import { newCustomerKey } from '../../../functions/table/keys';
import { Fuse } from '../../fuse';
import { type Shop, startShop } from './shop';

const HOUR = 3_600_000;
const fuse = new Fuse();
let shop: Shop;
let people = 0;

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
const newReader = (): Promise<Reader> => shop.reader(`person${++people}`);
const customersOf = ({ address }: Reader) =>
  account()
    .store.all('customer')
    .filter(({ email, deleted }) => email === address && !deleted);

/** Turns back the clock of what is being made. */
async function begunAgo({ id }: Reader, ms: number): Promise<void> {
  const { client, name } = shop.service.table;
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: newCustomerKey(id),
      UpdateExpression: 'SET begunAt = :then',
      ExpressionAttributeValues: { ':then': { N: String(Date.now() - ms) } },
    }),
  );
}

describe('the customer of a reader', () => {
  it('is made once, with who they are, and given again', async () => {
    const reader = await newReader();
    const customer = await ensureCustomer(shop.world, reader);
    expect(customersOf(reader)).toEqual([
      expect.objectContaining({ id: customer, metadata: { newsreel_reader: reader.id } }),
    ]);
    expect(await ensureCustomer(shop.world, reader)).toBe(customer);
    expect((await readCustomers(shop.service.table, reader.id)).map((facts) => facts.customer)).toEqual([
      customer,
    ]);
  });

  it.each([
    ['renews', {}, 'runs out', { cancel_at_period_end: true }],
    ['is unpaid', { status: 'past_due' }, 'renews', {}],
    ['runs out', { cancel_at_period_end: true }, 'is over', { status: 'canceled' }],
  ] as const)('is of two the one whose subscription %s, not %s', async (_, wanted, __, other) => {
    const reader = await newReader();
    const elder = await ensureCustomer(shop.world, reader);
    const younger = account().createCustomer({ email: reader.address }).id;
    account().subscribe(elder, other);
    account().subscribe(younger, wanted);
    for (const customer of [elder, younger]) {
      await syncCustomer(shop.world, customer, { reader: reader.id });
    }
    expect(await ensureCustomer(shop.world, reader)).toBe(younger);
  });

  it('is one for twenty clicks at once', async () => {
    const reader = await newReader();
    shop.double.answering = () => new Promise((done) => setTimeout(done, 20));
    const given = await Promise.all(Array.from({ length: 20 }, () => ensureCustomer(shop.world, reader)));
    expect(new Set(given).size).toBe(1);
    expect(customersOf(reader)).toHaveLength(1);
  });

  it('is one after a crash between any two calls, of the table or of Stripe', async () => {
    const client = new DynamoDBClient({
      endpoint: await fuse.guard(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? ''),
      maxAttempts: 1,
    });
    const world = { ...shop.world, table: { client, name: shop.service.table.name } };
    const burns: [string, (calls: number) => void, () => boolean][] = [
      ['the table', (calls) => fuse.set(calls), () => fuse.mend()],
      [
        'Stripe',
        (after) => shop.double.fail({ after, calls: Number.POSITIVE_INFINITY }),
        () => shop.double.mend(),
      ],
      [
        'Stripe, once it was done',
        (after) => shop.double.fail({ after, calls: 1, when: 'after' }),
        () => shop.double.mend(),
      ],
    ];
    for (const [what, burn, mend] of burns) {
      let crashes = 0;
      for (let calls = 0; ; calls++) {
        const reader = await newReader();
        burn(calls);
        const first = await ensureCustomer(world, reader).catch(() => null);
        if (!mend()) break;
        crashes++;
        const customer = await ensureCustomer(world, reader);
        expect([null, customer]).toContain(first);
        expect([what, calls, customersOf(reader).length]).toEqual([what, calls, 1]);
      }
      expect(crashes).toBeGreaterThan(3);
    }
    client.destroy();
  });

  it('is one whose answer was lost, also when Stripe has forgotten the key', async () => {
    const reader = await newReader();
    shop.double.fail({ when: 'after', route: 'POST /v1/customers' });
    await expect(ensureCustomer(shop.world, reader)).rejects.toThrow();
    shop.double.idempotencyKeys.clear();
    await begunAgo(reader, 21 * HOUR);
    const [made] = customersOf(reader);
    expect(await ensureCustomer(shop.world, reader)).toBe(made?.id);
    expect(customersOf(reader)).toHaveLength(1);
  });

  it('is made afresh where Stripe never made it, and has forgotten the key', async () => {
    const reader = await newReader();
    shop.double.fail({ route: 'POST /v1/customers' });
    await expect(ensureCustomer(shop.world, reader)).rejects.toThrow();
    await begunAgo(reader, 21 * HOUR);
    const given = await Promise.all([1, 2, 3].map(() => ensureCustomer(shop.world, reader)));
    expect(given).toEqual(Array(3).fill(customersOf(reader)[0]?.id));
    expect(customersOf(reader)).toHaveLength(1);
  });

  it('is made afresh where Stripe keeps its failure to the key', async () => {
    const reader = await newReader();
    shop.double.fail({ route: 'POST /v1/customers', isKept: true });
    await expect(ensureCustomer(shop.world, reader)).rejects.toThrow();
    expect(await ensureCustomer(shop.world, reader)).toBe(customersOf(reader)[0]?.id);
    expect(customersOf(reader)).toHaveLength(1);
  });

  it('is another one once it is deleted at Stripe', async () => {
    const reader = await newReader();
    const deleted = await ensureCustomer(shop.world, reader);
    account().deleteCustomer(deleted);
    const customer = await ensureCustomer(shop.world, reader);
    expect(customer).not.toBe(deleted);
    expect(await ensureCustomer(shop.world, reader)).toBe(customer);
    expect(customersOf(reader).map(({ id }) => id)).toEqual([customer]);
  });

  it('is never one of somebody who was forgotten, though they come back', async () => {
    const reader = await newReader();
    const forgotten = await ensureCustomer(shop.world, reader);
    await forgetCustomer(shop.service.table, forgotten);
    const { client, name } = shop.service.table;
    for (const SK of [`CUSTOMER#${forgotten}`, 'NEW_CUSTOMER']) {
      const Key = { PK: { S: `READER#${reader.id}` }, SK: { S: SK } };
      await client.send(new DeleteItemCommand({ TableName: name, Key }));
    }
    // Their first try fails, and is found by its address among those that were made for them before.
    shop.double.fail({ route: 'POST /v1/customers', isKept: true });
    await expect(ensureCustomer(shop.world, reader)).rejects.toThrow();
    const customer = await ensureCustomer(shop.world, reader);
    expect(customer).not.toBe(forgotten);
  });

  it('is one that somebody else has paid with for them: a subscribed one, else the oldest', async () => {
    const reader = await newReader();
    const joined: string[] = [];
    for (let count = 0; count < 3; count++) {
      const { id } = account().createCustomer({ email: reader.address });
      account().store.add({ ...account().customer(id), created: 1_000 - count });
      account().buyPass(id);
      await syncCustomer(shop.world, id);
      joined.push(id);
    }
    expect(await ensureCustomer(shop.world, reader)).toBe(joined[2]);
    account().subscribe(joined[1] ?? '');
    await syncCustomer(shop.world, joined[1] ?? '');
    expect(await ensureCustomer(shop.world, reader)).toBe(joined[1]);
    account().deleteCustomer(joined[1] ?? '');
    expect(await ensureCustomer(shop.world, reader)).toBe(joined[2]);
    expect(customersOf(reader)).toHaveLength(2);
  });
});
