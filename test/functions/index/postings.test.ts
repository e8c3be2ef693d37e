import fc from 'fast-check';
import { identityHash, makeId, timeOf } from '../../../functions/article/id';
import { handler } from '../../../functions/index/handler';
import { postings } from '../../../functions/index/postings';
import { type IndexMessage, packIndexMessage } from '../../../functions/queue/messages';
import { newestOf, parseBlock } from '../../../functions/search/block';
import { keepLog } from '../../log';
import { sqsEvent } from '../../service';
import { startTable, type TestTable } from '../../table';

const WINDOW = 2 ** 32;
const id = (time: number, entry: number): string => makeId(time, identityHash('s', String(entry)));

const message = (
  part: string,
  articles: [string, string][],
  expiresAt: number | null = 100,
): IndexMessage => ({
  cycle: 'c',
  part,
  expiresAt,
  articles: articles.map(([id, words]) => ({ id, source: 's', categories: ['Sport', 'SPORT'], words })),
});

const blocksOf = (messages: IndexMessage[]) => [...postings(messages)];

describe('posting blocks', () => {
  it('hold the ids of a term newest first, whatever messages they came in', () => {
    const [a, b, c] = [id(3_000, 1), id(2_000, 2), id(1_000, 3)];
    const items = blocksOf([
      message('1', [
        [c, 'x y'],
        [a, 'x'],
      ]),
      message('2', [
        [b, 'x'],
        [a, 'x'],
      ]),
    ]);
    const blocks = new Map(items.map((item) => [item['PK']?.S, parseBlock(item)]));
    expect(blocks).toEqual(
      new Map([
        ['TERM#source:s', [a, b, c]],
        ['TERM#category:sport', [a, b, c]],
        ['TERM#x', [a, b, c]],
        ['TERM#y', [c]],
      ]),
    );
  });

  it('never cross a window, nor grow past 500 ids, and lose none', () => {
    const times = fc.array(fc.integer({ min: 0, max: 40 * WINDOW }), { minLength: 1, maxLength: 700 });
    fc.assert(
      fc.property(times, (all) => {
        const ids = all.map((time, index) => id(time, index));
        const items = blocksOf([
          message(
            '1',
            ids.map((one): [string, string] => [one, 'word']),
          ),
        ]).filter((item) => item['PK']?.S === 'TERM#word');
        const read = items.map(parseBlock);
        expect(read.flat().sort()).toEqual([...ids].sort());
        for (const [index, block] of read.entries()) {
          expect(block.length).toBeLessThanOrEqual(500);
          expect(newestOf(items[index] ?? {})).toBe(block[0]);
          expect([...block].sort().reverse()).toEqual(block);
          expect(new Set(block.map((one) => Math.floor(timeOf(one) / WINDOW))).size).toBe(1);
        }
        expect(new Set(items.map((item) => item['SK']?.S)).size).toBe(items.length);
      }),
      { numRuns: 30 },
    );
  });

  it('are the same for the same messages in any order', () => {
    const one = message('1', [[id(1, 1), 'x']]);
    const two = message('2', [[id(2, 2), 'x']]);
    expect(blocksOf([one, two])).toEqual(blocksOf([two, one]));
  });

  it('expire with the last of their articles, or never', () => {
    const expiry = (...times: (number | null)[]) =>
      blocksOf(times.map((time, index) => message(String(index), [[id(1, index), 'x']], time)))[0]?.[
        'expiresAt'
      ];
    expect(expiry(5, 9, 7)).toEqual({ N: '9' });
    expect(expiry(5, null)).toBeUndefined();
  });
});

describe('the index', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());

  it('takes a message that comes twice', async () => {
    const body = packIndexMessage(message('index#1', [[id(1, 1), 'x y']]));
    const twice = sqsEvent([
      { id: 'first', body },
      { id: 'again', body },
    ]);
    expect(await handler(twice)).toEqual({ batchItemFailures: [] });
    expect((await table.items('TERM#x')).map(parseBlock)).toEqual([[id(1, 1)]]);
  });

  it('sends back what makes no sense, and takes the rest', async () => {
    const kept = keepLog();
    const good = packIndexMessage(message('index#1', [[id(1, 1), 'z']]));
    const result = await handler(
      sqsEvent([
        { id: 'bad', body: '{"cycle":1}' },
        { id: 'good', body: good },
        { id: 'worse', body: 'not json' },
      ]),
    );
    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['bad', 'worse']);
    expect(await table.items('TERM#z')).toHaveLength(1);
    expect(await table.items('CYCLE#c')).toHaveLength(1);
    expect(kept.lines('ERROR')).toMatchObject([{ messageId: 'bad' }, { messageId: 'worse' }]);
  });
});
