import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { handler } from '../../../functions/mail-events/handler';
import { mailKey, readerKey } from '../../../functions/table/keys';
import { keepLog } from '../../log';
import { startTable, type TestTable } from '../../table';
import { bounced, complained, delayed, delivered, MAIL, READER, rejected, sesEvent } from './ses-event';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const second = (n: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, n)).toISOString();

/** The two items as they are before SES says anything. */
async function begin(): Promise<void> {
  await put({ ...readerKey(READER), address: { S: 'ada@example.org' }, since: { S: second(0) } });
  await put({ ...mailKey(READER, MAIL), kind: { S: 'digest' }, state: { S: 'sent' } });
}

const put = (Item: PutItemCommand['input']['Item']) =>
  table.client.send(new PutItemCommand({ TableName: table.name, Item }));

/** What is written of a mail and its reader, without their keys. */
async function written() {
  const items = await table.items(`READER#${READER}`);
  const of = (sk: string) => items.find(({ SK }) => SK?.S === sk);
  const mail = of(`MAIL#${MAIL}`);
  const reader = of('READER');
  return {
    outcome: mail?.['outcome']?.S,
    outcomeAt: mail?.['outcomeAt']?.S,
    bouncedAt: reader?.['bouncedAt']?.S,
    complainedAt: reader?.['complainedAt']?.S,
  };
}

async function hear(...events: unknown[]): Promise<void> {
  for (const event of events) await handler(event);
}

beforeEach(begin);

describe('what became of a mail', () => {
  it('stands in the ledger beside how sending it ended, with when', async () => {
    await hear(delivered(second(5)));
    expect(await written()).toEqual({ outcome: 'delivered', outcomeAt: second(5) });
    const [item] = (await table.items(`READER#${READER}`)).filter(({ SK }) => SK?.S?.startsWith('MAIL#'));
    expect(item).toMatchObject({ kind: { S: 'digest' }, state: { S: 'sent' } });
  });

  it('may change: what was delivered may bounce yet, and what bounced was not delivered', async () => {
    await hear(delivered(second(5)), bounced(second(9)));
    expect(await written()).toMatchObject({ outcome: 'bounced', outcomeAt: second(9) });
    await hear(delivered(second(10)));
    expect(await written()).toMatchObject({ outcome: 'bounced', outcomeAt: second(9) });
  });

  it('stays delivered where its mailbox answers by itself, whichever is told first', async () => {
    const away = bounced(second(6), 'Transient', 'General');
    await hear(away);
    expect(await written()).toMatchObject({ outcome: 'bounced' });
    await hear(delivered(second(5)), away);
    expect(await written()).toEqual({ outcome: 'delivered', outcomeAt: second(5) });
  });

  it('is not written where the mail or the reader is gone', async () => {
    const others = sesEvent(
      'Bounce',
      { bounce: { timestamp: second(5), bounceType: 'Permanent' } },
      `${'x'.repeat(27)}_${MAIL}`,
    );
    const before = await table.items();
    await hear(others);
    expect(await table.items()).toEqual(before);
  });
});

describe('how mail to a reader fares', () => {
  it('shows a bounce for good, and a complaint', async () => {
    await hear(bounced(second(5)));
    expect(await written()).toMatchObject({ bouncedAt: second(5), complainedAt: undefined });
    await hear(complained(second(6)));
    expect(await written()).toMatchObject({ bouncedAt: second(5), complainedAt: second(6) });
  });

  it('shows no other bounce, delay or rejection', async () => {
    await hear(bounced(second(5), 'Transient', 'MailboxFull'), delayed(second(6)), rejected());
    expect(await written()).toMatchObject({ bouncedAt: undefined, complainedAt: undefined });
  });
});

it('comes to the same, whatever the order of events and however often they come', async () => {
  const moment = fc.integer({ min: 0, max: 5 }).map(second);
  const event = fc.oneof(
    moment.map(delayed),
    moment.map(delivered),
    fc.constant(rejected()),
    moment.map((at) => bounced(at)),
    moment.map((at) => bounced(at, 'Transient')),
    moment.map((at) => complained(at)),
    moment.map((at) => complained(at, 'not-spam')),
  );
  const twoOrders = fc
    .array(event, { minLength: 1, maxLength: 5 })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(twoOrders, async ([events, shuffledCopies]) => {
      await begin();
      await hear(...events);
      const expected = await written();
      await begin();
      await hear(...shuffledCopies);
      expect(await written()).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

it('comes to the same where events are told at once', async () => {
  const events = [delayed(second(1)), delivered(second(2)), bounced(second(3)), complained(second(4))];
  await Promise.all([...events, ...events].map((event) => handler(event)));
  expect(await written()).toEqual({
    outcome: 'complained',
    outcomeAt: second(4),
    bouncedAt: second(3),
    complainedAt: second(4),
  });
});

it('notes a mail that is none of ours, without a word of whose it is', async () => {
  const kept = keepLog();
  await hear(sesEvent('Delivery', { delivery: { timestamp: second(5) } }, 'somebody-elses'));
  expect(kept.lines()).toMatchObject([{ level: 'WARN', message: expect.stringContaining('none of ours') }]);
  expect(kept.written.join()).not.toContain('@');
});
