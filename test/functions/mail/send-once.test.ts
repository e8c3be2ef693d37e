import { MailRefusedError, UncertainMailError } from '../../../functions/mail/errors';
import { mailIdOf, parseLedgerEntry, readPosting } from '../../../functions/mail/ledger';
import type { Mail } from '../../../functions/mail/mail';
import { sendOnce } from '../../../functions/mail/send-once';
import { type Address, readerOf } from '../../../functions/readers/address';
import { sweepMails } from '../../../functions/sweep-mails/sweep';
import { writeItems } from '../../../functions/table/batch';
import { mailKey } from '../../../functions/table/keys';
import { keepLog } from '../../log';
import { startWorld, type World } from '../readers/world';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.ses.mails.length = 0;
});

const TO = 'ada@example.org' as Address;
const READER = readerOf(TO);
const mail = (subject = 'A subject'): Mail => ({
  kind: 'test',
  to: TO,
  subject,
  html: '<p>Hello</p>',
  text: 'Hello\n',
});
const send = (key: string, subject?: string) => sendOnce(world.table, { reader: READER, key }, mail(subject));
const entry = (key: string) => readPosting(world.table, { reader: READER, mail: mailIdOf(key) });
const open = async () => (await world.table.items('OPEN_MAILS')).map(({ SK }) => SK?.S);

describe('a mail', () => {
  test('is in the ledger once it was sent, with what names it in what SES says later', async () => {
    expect(await send('one')).toBe('sent');
    expect(await entry('one')).toMatchObject({
      kind: 'test',
      subject: 'A subject',
      state: 'sent',
      outcome: null,
    });
    expect(world.ses.mails.map(({ tag }) => tag)).toEqual([`${READER}_${mailIdOf('one')}`]);
    expect(await open()).toEqual([]);
  });

  test('is sent once, however often and by however many at once', async () => {
    const states = await Promise.all(Array.from({ length: 10 }, () => send('many')));
    expect(new Set(states)).toEqual(new Set(['sent', 'sending']));
    expect(await send('many', 'Another subject')).toBe('sent');
    expect(world.ses.mails.map(({ subject }) => subject)).toEqual(['A subject']);
    await sweepMails(world.table, Date.now() + 3_600_000);
    expect(await open()).toEqual([]);
  });

  test('of another occasion is another', async () => {
    await Promise.all([send('first'), send('second')]);
    expect(world.ses.mails).toHaveLength(2);
  });

  test('that SES refused is sent when somebody comes again, by one of them', async () => {
    world.ses.failures.push('throttle');
    await expect(send('refused')).rejects.toThrow(MailRefusedError);
    expect(await entry('refused')).toMatchObject({ state: 'refused' });
    await Promise.all(Array.from({ length: 5 }, () => send('refused')));
    expect(world.ses.mails).toHaveLength(1);
    expect(await entry('refused')).toMatchObject({ state: 'sent' });
  });

  test.each([
    ['hang up', 0],
    ['take and hang up', 1],
  ] as const)('of which SES says nothing (%s) is never sent again', async (failure, mails) => {
    world.ses.failures.push(failure);
    await expect(send(failure)).rejects.toThrow(UncertainMailError);
    expect(await send(failure)).toBe('uncertain');
    expect(world.ses.mails).toHaveLength(mails);
    expect(await entry(failure)).toMatchObject({ state: 'uncertain' });
  });

  test('is kept for a while, and money for longer than a year', async () => {
    for (const kind of ['sign-in', 'digest', 'pass-receipt']) {
      await sendOnce(world.table, { reader: READER, key: kind }, { ...mail(), kind });
    }
    const items = await world.table.items(`READER#${READER}`);
    const days = (kind: string) => {
      const expiresAt = items.find(({ SK }) => SK?.S === mailKey(READER, mailIdOf(kind)).SK.S)?.['expiresAt']
        ?.N;
      return Math.round((Number(expiresAt) - Date.now() / 1000) / 86_400);
    };
    expect(['sign-in', 'digest', 'pass-receipt'].map(days)).toEqual([7, 90, 400]);
  });
});

describe('the sweep', () => {
  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;

  /** A mail whose sending broke off where SES was called. */
  async function breakOff(key: string, more: Record<string, { S: string }> = {}): Promise<void> {
    world.ses.failures.push('hang up');
    await expect(send(key)).rejects.toThrow(UncertainMailError);
    const Item = (await world.table.items(`READER#${READER}`)).find(
      ({ SK }) => SK?.S === `MAIL#${mailIdOf(key)}`,
    );
    await writeItems(world.table, [{ ...Item, state: { S: 'sending' }, ...more }]);
  }

  beforeEach(async () => {
    await sweepMails(world.table, Date.now() + 3 * DAY);
    await sweepMails(world.table, Date.now() + 3 * DAY);
  });

  test('leaves alone what is just being sent', async () => {
    await breakOff('young');
    expect(await sweepMails(world.table, Date.now() + 14 * 60_000)).toEqual({ uncertain: 0, cleared: 0 });
    expect(await entry('young')).toMatchObject({ state: 'sending' });
  });

  test('says of what is stuck that nobody knows, without an address, looks into it for a day, and sends nothing', async () => {
    await breakOff('stuck');
    const kept = keepLog();
    expect(await sweepMails(world.table, Date.now() + HOUR)).toEqual({ uncertain: 1, cleared: 0 });
    expect(await entry('stuck')).toMatchObject({ state: 'uncertain' });
    expect(kept.lines('ERROR')).toMatchObject([{ reader: READER, mail: mailIdOf('stuck') }]);
    expect(kept.written.join()).not.toContain('ada');
    expect(await sweepMails(world.table, Date.now() + 2 * HOUR)).toEqual({ uncertain: 1, cleared: 0 });
    await sweepMails(world.table, Date.now() + 25 * HOUR);
    expect(await sweepMails(world.table, Date.now() + 26 * HOUR)).toEqual({ uncertain: 0, cleared: 0 });
    expect(await send('stuck')).toBe('uncertain');
    expect(world.ses.mails).toEqual([]);
  });

  test('takes what SES has told of for sent', async () => {
    await breakOff('delivered', { outcome: { S: 'delivered' } });
    expect(await sweepMails(world.table, Date.now() + HOUR)).toEqual({ uncertain: 0, cleared: 1 });
    expect(await entry('delivered')).toMatchObject({ state: 'sent', outcome: 'delivered' });
    expect(await open()).toEqual([]);
  });

  test('closes what never was in the ledger, or is no more', async () => {
    await breakOff('forgotten');
    await writeItems(world.table, [], [mailKey(READER, mailIdOf('forgotten'))]);
    expect(await sweepMails(world.table, Date.now() + HOUR)).toEqual({ uncertain: 0, cleared: 0 });
    expect(await open()).toEqual([]);
  });
});

test('an entry of the ledger says what it lacks', () => {
  const { PK, SK } = mailKey(READER, 'm');
  expect(() => parseLedgerEntry({ PK, SK })).toThrow('has no kind');
});
