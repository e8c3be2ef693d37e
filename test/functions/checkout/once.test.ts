import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, type OnceRequest, once } from '../../../functions/checkout/once';
import { createClient, type Table } from '../../../functions/table/client';
import { Fuse } from '../../fuse';
import { startTable, type TestTable } from '../../table';
import { passTime } from './shop';

const fuse = new Fuse();
let real: TestTable;
let table: Table;

beforeAll(async () => {
  real = await startTable();
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await fuse.guard(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  table = { client: createClient(), name: real.name };
});
afterAll(async () => {
  table.client.destroy();
  fuse.stop();
  await real.stop();
});
afterEach(() => jest.restoreAllMocks());

let number = 0;
const request = (more: Partial<OnceRequest> = {}): OnceRequest => ({
  parts: ['test', String(++number)],
  asked: 'one thing',
  keptFor: DAY,
  ...more,
});

/** Work that counts itself, and what it was tried as. */
function work(answer: unknown = 'done', ms = 0) {
  const attempts: string[] = [];
  const run = async (attempt: string) => {
    attempts.push(attempt);
    await sleep(ms);
    return answer;
  };
  return Object.assign(run, { attempts });
}

/** Waits for what comes in its own time, however busy the cores are. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(2);
}

test('who asks again is given the answer, whatever JSON holds', async () => {
  const asked = request();
  const run = work({ url: 'https://example.com/ü', amount: 1, none: null });
  expect(await once(table, asked, run)).toEqual(await once(table, asked, run));
  expect(run.attempts).toHaveLength(1);
});

test('of many at once one works and all have its answer', async () => {
  const asked = request();
  let answers = 0;
  const run = () => sleep(150).then(() => ++answers);
  const given = await Promise.all(Array.from({ length: 20 }, () => once(table, asked, run)));
  expect(given).toEqual(Array(20).fill(1));
});

test('something else under the same name is refused, before and after there is an answer', async () => {
  const asked = request();
  const slow = work('done', 200);
  const first = once(table, asked, slow);
  await until(() => slow.attempts.length > 0);
  const other = () => once(table, { ...asked, asked: 'another' }, work());
  await expect(other()).rejects.toMatchObject({ status: 409 });
  await first;
  await expect(other()).rejects.toMatchObject({ status: 409 });
});

test('after a failure the next one tries at once, as the same attempt', async () => {
  const asked = request();
  const attempts: string[] = [];
  const failing = async (attempt: string) => {
    attempts.push(attempt);
    throw new Error('down');
  };
  await expect(once(table, asked, failing)).rejects.toThrow('down');
  await expect(once(table, asked, failing)).rejects.toThrow('down');
  const run = work();
  expect(await once(table, asked, run)).toBe('done');
  expect(new Set([...attempts, ...run.attempts]).size).toBe(1);
});

test('after a crash between any two calls the next one goes on with the same attempt', async () => {
  for (let calls = 0; ; calls++) {
    const asked = request();
    const run = work();
    fuse.set(calls);
    await once(table, asked, run).catch(() => undefined);
    const wasKilled = fuse.mend();
    passTime(6_000);
    expect(await once(table, asked, run)).toBe('done');
    jest.restoreAllMocks();
    expect(new Set(run.attempts).size).toBe(1);
    if (!wasKilled) break;
  }
});

test('who is only slow does no harm: their answer counts or the other’s, for all the same', async () => {
  const asked = request();
  let release: (() => void) | undefined;
  const slow = once(table, asked, () => new Promise((done) => (release = () => done('slow'))));
  await until(() => release !== undefined);
  passTime(6_000);
  const quick = await once(table, asked, work('quick'));
  release?.();
  expect([quick, await slow, await once(table, asked, work('third'))]).toEqual(['quick', 'quick', 'quick']);
});

test.each([
  [DAY, DAY * 1000 - 1_500, 'first'],
  [DAY, DAY * 1000 + 1_500, 'second'],
  [5, 3_500, 'first'],
  [5, 6_500, 'second'],
])('an answer that is kept for %i s is, %i ms later, the %s one', async (keptFor, later, expected) => {
  const asked = request({ keptFor });
  await once(table, asked, work('first'));
  passTime(later);
  expect(await once(table, asked, work('second'))).toBe(expected);
});

test('what lies in the table names nobody and ends', async () => {
  const asked = request({ parts: ['someone@example.com', 'the-key'], asked: 'someone@example.com' });
  await once(table, asked, work());
  const items = (await real.items()).filter(({ PK }) => PK?.S?.startsWith('REQUEST#'));
  expect(items).not.toHaveLength(0);
  expect(JSON.stringify(items)).not.toMatch(/someone|the-key/);
  for (const item of items) expect(Number(item['expiresAt']?.N)).toBeGreaterThan(Date.now() / 1000);
});
