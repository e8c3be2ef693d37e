import { claimDigest, readSubscription, type Subscription } from '../../../functions/digests/roster';
import { type Address, readerOf } from '../../../functions/readers/address';
import { writeItems } from '../../../functions/table/batch';
import { readerKey } from '../../../functions/table/keys';
import { keepLog } from '../../log';
import { setClock } from '../readers/clock';
import { type Newsroom, startNewsroom } from './newsroom';

let room: Newsroom;

beforeAll(async () => {
  room = await startNewsroom();
});
afterAll(() => room.stop());
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  room.ses.mails.length = 0;
});

describe('a digest is sent once', () => {
  test('where the rule rings twice, and again', async () => {
    const { email } = await room.readerWithNews('2026-11-03');
    for (const time of ['08:00', '08:00', '08:15']) await room.run(`2026-11-03T${time}:00Z`);
    expect(room.textsTo(email)).toHaveLength(1);
  });

  test('where its messages come twice, late, and to two workers at once', async () => {
    const { email } = await room.readerWithNews('2026-11-04');
    await room.ring('2026-11-04T08:00:00Z');
    await room.ring('2026-11-04T08:00:00Z');
    const messages = await room.messages();
    await Promise.all([room.work(messages), room.work(messages), room.work(messages.toReversed())]);
    await room.work(messages);
    setClock(Date.parse('2026-11-05T07:00:00Z'));
    await room.work(messages);
    expect(room.textsTo(email)).toHaveLength(1);
  });

  test('where the clock and the admin send for it, in any order', async () => {
    const { email } = await room.readerWithNews('2026-11-06');
    const admin = { headers: { authorization: 'Bearer the-admin-token' } };
    await room.ring('2026-11-06T08:00:00Z');
    expect((await room.call('send-digests', 'POST /digests', admin)).status).toBe(202);
    await room.work((await room.messages()).toReversed());
    expect((await room.call('send-digests', 'POST /digests', admin)).status).toBe(202);
    await room.work(await room.messages());
    expect(room.textsTo(email)).toHaveLength(1);
  });

  test('where its reader changes the hour, the zone or the rhythm after it came', async () => {
    const { email, source } = await room.readerWithNews('2026-11-09');
    await room.run('2026-11-09T08:00:00Z');
    const changes = [
      { hour: 10 },
      { timeZone: 'America/New_York' },
      { every: 'week' as const },
      { every: 'never' as const },
      {},
    ];
    for (const change of changes) {
      await room.subscribe(email, { sources: [source], ...change });
      setClock(Date.now() + 2 * 3_600_000);
      await room.run(new Date().toISOString());
    }
    expect(room.textsTo(email)).toHaveLength(1);
  });

  test('where its reader changes something while it is made', async () => {
    const { email, source } = await room.readerWithNews('2026-11-10');
    await room.ring('2026-11-10T08:00:00Z');
    const messages = await room.messages();
    const changing = [1, 2, 3].map((hour) => room.subscribe(email, { sources: [source], hour }));
    await Promise.all([...changing, room.work(messages), room.work(messages)]);
    await room.run('2026-11-10T08:15:00Z');
    expect(room.textsTo(email).length).toBeLessThanOrEqual(1);
  });
});

test('where there was nothing to tell, the admin may ask again that day, until one went', async () => {
  const { email, source } = await room.readerWithNews('2026-11-12');
  const admin = { headers: { authorization: 'Bearer the-admin-token' } };
  const ask = async () => {
    await room.call('send-digests', 'POST /digests', admin);
    expect(await room.work(await room.messages())).toBe(0);
  };
  await room.subscribe(email, { sources: [source], search: 'nothing that is there' });
  await room.run('2026-11-12T08:00:00Z');
  await ask();
  expect(room.textsTo(email)).toEqual([]);
  await room.subscribe(email, { sources: [source] });
  setClock(Date.parse('2026-11-12T09:00:00Z'));
  await room.publish({ source, title: 'Later', publishedAt: '2026-11-12T08:59:00Z' });
  await ask();
  await ask();
  setClock(Date.parse('2026-11-12T10:00:00Z'));
  await room.publish({ source, title: 'Later still', publishedAt: '2026-11-12T09:59:00Z' });
  await ask();
  expect(room.textsTo(email)).toHaveLength(1);
  expect(room.textsTo(email)[0]).toContain('Later');
});

describe('no digest goes', () => {
  test('where nothing came: its search costs no mail, and what comes later is in the next', async () => {
    const { email, source } = await room.readerWithNews('2026-11-11');
    await room.run('2026-11-11T08:00:00Z');
    setClock(Date.parse('2026-11-12T08:00:10Z'));
    await room.run('2026-11-12T08:00:00Z');
    await room.publish({ source, title: 'Later news', publishedAt: '2026-11-12T09:00:00Z' });
    setClock(Date.parse('2026-11-13T08:00:10Z'));
    await room.run('2026-11-13T08:00:00Z');
    const texts = room.textsTo(email);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('Later news');
  });

  test('to who has no plan where there is one, nor later for that time', async () => {
    const { email, source } = await room.readerWithNews('2026-11-14');
    process.env['NEWSREEL_PAID'] = 'true';
    await room.run('2026-11-14T08:00:00Z');
    // They are not looked at again each quarter of an hour.
    expect(await room.ring('2026-11-14T08:15:00Z')).toBe(0);
    process.env['NEWSREEL_PAID'] = '';
    expect(room.textsTo(email)).toEqual([]);
    await room.publish({ source, title: 'News of the next day', publishedAt: '2026-11-15T01:00:00Z' });
    setClock(Date.parse('2026-11-15T08:00:10Z'));
    await room.run('2026-11-15T08:00:00Z');
    expect(room.textsTo(email)).toHaveLength(1);
  });

  test.each(['bouncedAt', 'complainedAt'])(
    'to whom mail did not reach, or who did not want it: %s',
    async (what) => {
      const { email } = await room.readerWithNews(what === 'bouncedAt' ? '2026-11-16' : '2026-11-17');
      const day = what === 'bouncedAt' ? '2026-11-16' : '2026-11-17';
      const reader = readerOf(email as Address);
      const Item = (await room.table.items(`READER#${reader}`)).find(({ SK }) => SK?.S === 'READER');
      await writeItems(room.table, [{ ...Item, [what]: { S: `${day}T07:30:00.000Z` } }]);
      await room.run(`${day}T08:00:00Z`);
      expect(room.textsTo(email)).toEqual([]);
    },
  );

  test('to who was forgotten, whose place goes', async () => {
    const { email } = await room.readerWithNews('2026-11-18');
    const reader = readerOf(email as Address);
    await writeItems(room.table, [], [readerKey(reader)]);
    await room.run('2026-11-18T08:00:00Z');
    expect(room.textsTo(email)).toEqual([]);
    expect((await room.table.items('DIGESTS')).map(({ SK }) => SK?.S)).not.toContain(reader);
  });
});

test('a digest that SES had no room for goes when its message comes again', async () => {
  const { email } = await room.readerWithNews('2026-11-19');
  await room.ring('2026-11-19T08:00:00Z');
  const messages = await room.messages();
  room.ses.failures.push('throttle', 'throttle');
  expect(await room.work(messages)).toBe(1);
  expect(await room.work(messages)).toBe(1);
  expect(room.textsTo(email)).toEqual([]);
  expect(await room.work(messages)).toBe(0);
  expect(await room.work(messages)).toBe(0);
  expect(room.textsTo(email)).toHaveLength(1);
});

test('a digest that was refused, and whose message came too often, goes when the admin asks', async () => {
  const { email } = await room.readerWithNews('2026-11-22');
  const admin = { headers: { authorization: 'Bearer the-admin-token' } };
  await room.ring('2026-11-22T08:00:00Z');
  room.ses.failures.push('throttle');
  expect(await room.work(await room.messages())).toBe(1);
  expect(await room.ring('2026-11-22T08:15:00Z')).toBe(0);
  for (let asked = 0; asked < 2; asked++) {
    await room.call('send-digests', 'POST /digests', admin);
    expect(await room.work(await room.messages())).toBe(0);
    expect(room.textsTo(email)).toHaveLength(1);
  }
});

test('what a digest that never went would have told is in the next', async () => {
  const { email, source } = await room.readerWithNews('2026-11-20');
  await room.ring('2026-11-20T08:00:00Z');
  room.ses.failures.push('throttle');
  expect(await room.work(await room.messages())).toBe(1);
  await room.publish({ source, title: 'The day after', publishedAt: '2026-11-20T20:00:00Z' });
  setClock(Date.parse('2026-11-21T08:00:10Z'));
  await room.run('2026-11-21T08:00:00Z');
  const [text = ''] = room.textsTo(email);
  expect(text).toContain(`News of ${source}`);
  expect(text).toContain('The day after');
});

test.each([
  ['2026-12-01', 'hang up', 0],
  ['2026-12-02', 'take and hang up', 1],
] as const)(
  'on %s SES does not say whether it has it (%s): nobody sends it again',
  async (day, failure, mails) => {
    const { email, source } = await room.readerWithNews(day);
    await room.ring(`${day}T08:00:00Z`);
    const messages = await room.messages();
    room.ses.failures.push(failure);
    const kept = keepLog();
    expect(await room.work(messages)).toBe(0);
    expect(kept.lines('ERROR')).toMatchObject([{ error: { name: 'UncertainMailError' } }]);
    expect(kept.written.join('\n')).not.toContain(email);
    expect(await room.work(messages)).toBe(0);
    expect(room.textsTo(email)).toHaveLength(mails);
    // What it told of, if it came, is not told a second time.
    await room.publish({ source, title: 'The day after', publishedAt: `${day}T09:00:00Z` });
    setClock(Date.parse(`${day}T08:00:10Z`) + 86_400_000);
    await room.run(new Date(Date.parse(`${day}T08:00:00Z`) + 86_400_000).toISOString());
    const last = room.textsTo(email).at(-1);
    expect(last).toContain('The day after');
    expect(last).not.toContain(`News of ${source}`);
  },
);

test('a hundred readers have theirs, each one, from two workers who get every message twice', async () => {
  setClock(Date.parse('2026-12-10T07:00:00Z'));
  await room.publish({ source: 'hundreds', title: 'For all', publishedAt: '2026-12-10T06:00:00Z' });
  const emails = Array.from({ length: 120 }, (_, number) => `hundreds-${number}@example.org`);
  for (const email of emails) await room.subscribe(email, { sources: ['hundreds'] });
  setClock(Date.parse('2026-12-10T08:00:10Z'));
  expect(await room.ring('2026-12-10T08:00:00Z')).toBeGreaterThanOrEqual(120);
  const messages = await room.messages();
  expect(messages.length).toBeGreaterThanOrEqual(6);
  const worker = async (mine: string[]) => {
    for (const message of mine) expect(await room.work([message])).toBe(0);
  };
  await Promise.all([worker(messages), worker(messages.toReversed())]);
  const sent = room.ses.mails.map(({ to }) => to).filter((to) => to.startsWith('hundreds-'));
  expect(sent.toSorted()).toEqual(emails.toSorted());
}, 60_000);

test('of two who looked at the same place one may go on, and not once the settings are others', async () => {
  setClock(Date.parse('2026-12-14T07:00:00Z'));
  const { id } = await room.subscribe('fence@example.org');
  const place = async () => (await readSubscription(room.table, id)) as Subscription;
  const [early, late] = ['2026-12-14T07:30:00.000Z', '2026-12-14T09:00:00.000Z'];
  const seen = await place();
  expect(await claimDigest(room.table, seen, early, 'nothing')).toBe(true);
  expect(await claimDigest(room.table, seen, late, 'sending')).toBe(false);
  expect(await place()).toMatchObject({ claimedAt: early, coveredAt: early, sentAt: null });
  const before = await place();
  setClock(Date.parse('2026-12-14T09:00:00Z'));
  await room.subscribe('fence@example.org', { hour: 10 });
  expect(await claimDigest(room.table, before, late, 'sending')).toBe(false);
  expect(await claimDigest(room.table, await place(), late, 'sending')).toBe(true);
  expect(await place()).toMatchObject({ claimedAt: late, coveredAt: early, sentAt: late });
});
