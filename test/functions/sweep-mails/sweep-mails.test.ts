import {
  beginSending,
  endSending,
  mailIdOf,
  type Posting,
  readPosting,
} from '../../../functions/mail/ledger';
import { recordOutcome } from '../../../functions/mail-events/record';
import { handler } from '../../../functions/sweep-mails/handler';
import { OPEN_MAILS } from '../../../functions/table/keys';
import { keepLog } from '../../log';
import { setClock } from '../readers/clock';
import { startWorld, type World } from '../readers/world';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: World;
beforeAll(async () => {
  keepLog();
  world = await startWorld();
});
afterEach(() => jest.useRealTimers());
afterAll(() => world.stop());

let mails = 0;
async function begun(): Promise<Posting> {
  const posting = { reader: 'somebody', mail: mailIdOf(`mail-${++mails}`) };
  await beginSending(world.table, posting, { kind: 'digest', subject: 'News' }, Date.now());
  return posting;
}

/** What the rule does so many milliseconds from now. */
function sweepIn(ms: number) {
  setClock(Date.now() + ms);
  return handler({ id: 'event' });
}

const isOpen = async ({ mail }: Posting) =>
  (await world.table.items(OPEN_MAILS)).some(({ SK }) => SK?.S === `somebody.${mail}`);
const stateOf = async (posting: Posting) => (await readPosting(world.table, posting))?.state;

test('a mail whose sending broke off is uncertain after a quarter of an hour, and looked into for a day', async () => {
  const posting = await begun();
  expect(await sweepIn(14 * MINUTE)).toEqual({ uncertain: 0, cleared: 0 });
  expect(await stateOf(posting)).toBe('sending');
  expect(await sweepIn(2 * MINUTE)).toEqual({ uncertain: 1, cleared: 0 });
  expect([await stateOf(posting), await isOpen(posting)]).toEqual(['uncertain', true]);
  expect(await sweepIn(DAY)).toEqual({ uncertain: 1, cleared: 0 });
  expect([await stateOf(posting), await isOpen(posting)]).toEqual(['uncertain', false]);
});

test('a mail that SES has told of meanwhile was sent', async () => {
  const posting = await begun();
  await recordOutcome(world.table, posting, {
    outcome: 'delivered',
    at: new Date().toISOString(),
    standing: null,
  });
  expect(await sweepIn(16 * MINUTE)).toEqual({ uncertain: 0, cleared: 1 });
  expect([await stateOf(posting), await isOpen(posting)]).toEqual(['sent', false]);
});

test('a mail that ended well is left as it is', async () => {
  const posting = await begun();
  await endSending(world.table, posting, 'sent', 'ses-1');
  expect(await sweepIn(16 * MINUTE)).toEqual({ uncertain: 0, cleared: 0 });
  expect(await stateOf(posting)).toBe('sent');
});
