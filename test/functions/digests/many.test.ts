import { claimDigest, readSubscription, type Subscription } from '../../../functions/digests/roster';
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
