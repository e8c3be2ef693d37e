import { countTowards, type Limit } from '../../../functions/limits/window';
import { startTable, type TestTable } from '../../table';

const SECOND = 1_000;
const LIMIT: Limit = { name: 'knock', times: 5, seconds: 60 };
const BEGIN = Date.parse('2026-11-23T08:00:00Z');

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

describe('a limit', () => {
  test('lets so many through in any window, and says when the next may come', async () => {
    const at = (seconds: number) => countTowards(table, LIMIT, 'ada', BEGIN + seconds * SECOND);
    for (const seconds of [0, 10, 20, 30, 40]) expect(await at(seconds)).toBeNull();
    expect(await at(41)).toBe(19);
    expect(await at(59.999)).toBe(1);
    expect(await at(60)).toBeNull();
    expect(await at(60)).toBe(10);
    // What was refused did not count.
    expect(await at(70)).toBeNull();
    expect(await at(80)).toBeNull();
    expect(await at(80)).toBe(10);
  });

  test('is of each on their own', async () => {
    for (let time = 0; time < 5; time++) expect(await countTowards(table, LIMIT, 'bob', BEGIN)).toBeNull();
    expect(await countTowards(table, LIMIT, 'bob', BEGIN)).toBe(60);
    expect(await countTowards(table, LIMIT, 'eve', BEGIN)).toBeNull();
    expect(await countTowards(table, { ...LIMIT, name: 'ring' }, 'bob', BEGIN)).toBeNull();
  });

  test.each([0, 5])('is exact where fifty come at once, after %d long ago', async (before) => {
    const who = `crowd ${before}`;
    for (let time = 0; time < before; time++) await countTowards(table, LIMIT, who, BEGIN - 61 * SECOND);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => countTowards(table, LIMIT, who, BEGIN)),
    );
    expect(answers.filter((answer) => answer === null)).toHaveLength(5);
    expect(answers.filter((answer) => answer !== null)).toEqual(Array(45).fill(60));
  });

  test('expires with its last time', async () => {
    await countTowards(table, LIMIT, 'once', BEGIN);
    const [item] = await table.items('LIMIT#knock#once');
    expect(item?.['expiresAt']).toEqual({ N: String(BEGIN / SECOND + 60) });
  });
});
