import { ensureCustomer } from '../../../functions/stripe/customers';
import { expectPayment, refreshIfStale } from '../../../functions/stripe/refresh';
import { syncCustomer } from '../../../functions/stripe/sync';
import { keepLog } from '../../log';
import { type Shop, startShop } from './shop';

const HOUR = 3_600_000;
/** Calls and pauses are real. */
const ALL_BUT_THE_DATE = [
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;

let shop: Shop;
let people = 0;

beforeAll(async () => {
  shop = await startShop();
});

afterEach(() => {
  jest.useRealTimers();
  shop.double.mend();
  shop.double.answering = undefined;
});

afterAll(() => shop.stop());

/** Somebody who has a customer; time passes only as the test says. */
async function person() {
  const reader = await shop.reader(`person${++people}`);
  const customer = await ensureCustomer(shop.world, reader);
  jest.useFakeTimers({ now: Date.now(), doNotFake: [...ALL_BUT_THE_DATE] });
  return { reader, customer };
}

const later = (ms: number): void => {
  jest.setSystemTime(Date.now() + ms);
};

/** How often Stripe is asked where somebody looks at their account. */
async function looksOf(reader: string): Promise<number> {
  const before = shop.double.count('GET /v1/subscriptions');
  await refreshIfStale(shop.world, reader);
  return shop.double.count('GET /v1/subscriptions') - before;
}

describe('who looks at their account', () => {
  it('sees what they have just paid for, with no webhook', async () => {
    const { reader, customer } = await person();
    await expectPayment(shop.service.table, reader.id, customer);
    later(2_500);
    expect(await looksOf(reader.id)).toBe(1);
    shop.double.account.subscribe(customer);
    later(2_500);
    await refreshIfStale(shop.world, reader.id);
    expect((await shop.entitlement(reader.id)).plan).toBe('subscription');
  });

  it('has Stripe asked every two seconds at most, for an hour', async () => {
    const { reader, customer } = await person();
    await expectPayment(shop.service.table, reader.id, customer);
    later(2_500);
    expect([await looksOf(reader.id), await looksOf(reader.id)]).toEqual([1, 0]);
    later(HOUR - 10_000);
    expect(await looksOf(reader.id)).toBe(1);
    later(20_000);
    expect(await looksOf(reader.id)).toBe(0);
  });

  it('has Stripe asked once an hour where nothing is awaited', async () => {
    const { reader } = await person();
    later(HOUR - 1_000);
    expect(await looksOf(reader.id)).toBe(0);
    later(2_000);
    expect([await looksOf(reader.id), await looksOf(reader.id)]).toEqual([1, 0]);
  });

  it('is answered with what is known where Stripe fails, and it is said in the log', async () => {
    const kept = keepLog();
    const { reader, customer } = await person();
    shop.double.account.subscribe(customer);
    await syncCustomer(shop.world, customer);
    later(2 * HOUR);
    shop.double.fail();
    await refreshIfStale(shop.world, reader.id);
    expect((await shop.entitlement(reader.id)).isMember).toBe(true);
    expect(kept.lines()).toMatchObject([
      { level: 'WARN', message: expect.stringContaining('could not be read') },
    ]);
    expect(kept.written.join()).not.toContain(reader.address);
  });

  it('is answered within five seconds where Stripe does not answer', async () => {
    const { reader } = await person();
    later(2 * HOUR);
    const gates: (() => void)[] = [];
    shop.double.answering = () => new Promise<void>((open) => gates.push(open));
    const begun = performance.now();
    await refreshIfStale(shop.world, reader.id);
    expect(performance.now() - begun).toBeLessThan(5_000);
    for (const open of gates) open();
    await new Promise((done) => setTimeout(done, 100));
  });

  it('is answered where there is no customer', async () => {
    await refreshIfStale(shop.world, 'anybody');
    expect(await looksOf('anybody')).toBe(0);
  });
});

it('a payment of a customer who is not one of theirs is not awaited', async () => {
  const { reader } = await person();
  await expectPayment(shop.service.table, reader.id, 'cus_of_another');
  expect((await shop.service.table.items()).some(({ SK }) => SK?.S === 'CUSTOMER#cus_of_another')).toBe(
    false,
  );
});
