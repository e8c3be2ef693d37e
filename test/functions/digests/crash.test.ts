import { sweepMails } from '../../../functions/sweep-mails/sweep';
import { openTable } from '../../../functions/table/client';
import { Fuse } from '../../fuse';
import { setClock } from '../readers/clock';
import { type Newsroom, startNewsroom } from './newsroom';

/**
 * A worker is cut off after each single call that it makes to the table, the queue or SES, and what waits is worked
 * off again as often as the queue hands it out.
 */

let room: Newsroom;
const fuse = new Fuse();

beforeAll(async () => {
  room = await startNewsroom();
  // The world's own client stays as it is; the handlers' lies behind the fuse.
  for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SES', 'AWS_ENDPOINT_URL_SQS']) {
    process.env[name] = await fuse.guard(process.env[name] ?? '');
  }
  process.env['DIGEST_QUEUE_URL'] = (process.env['DIGEST_QUEUE_URL'] ?? '').replace(
    /^.*(?=\/[^/]+\/[^/]+\/digests$)/,
    process.env['AWS_ENDPOINT_URL_SQS'] ?? '',
  );
});
afterAll(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  fuse.stop();
  await room.stop();
});

const DAY = 86_400_000;

/** A day with news for one reader. @returns the moment of the digest */
async function prepare(number: number): Promise<{ email: string; time: string }> {
  const eight = Date.parse('2026-11-01T08:00:00Z') + number * DAY;
  const source = `source-${number}`;
  const email = `reader-${number}@example.org`;
  setClock(eight - 3_600_000);
  await room.publish({
    source,
    title: `News ${number}`,
    publishedAt: new Date(eight - 7_200_000).toISOString(),
  });
  await room.subscribe(email, { sources: [source] });
  setClock(eight + 10_000);
  return { email, time: new Date(eight).toISOString() };
}

const mailsTo = (email: string) => room.ses.mails.filter(({ to }) => to === email).length;

test('cut off after any call, a digest is sent once, or nobody knows and says so', async () => {
  const ends: string[] = [];
  for (let calls = 0; ; calls++) {
    const { email, time } = await prepare(calls);
    await room.ring(time);
    const messages = await room.messages();
    fuse.set(calls);
    await room.work(messages);
    const wasCut = fuse.mend();
    for (let again = 0; again < 3; again++) await room.work(messages);
    await room.ring(time);
    await room.work(await room.messages());
    const { uncertain } = await sweepMails(openTable(), Date.now() + 3_600_000);
    const mails = mailsTo(email);
    expect(mails).toBeLessThanOrEqual(1);
    // Nobody is left without a word: either it came, or the ledger says that it may not have.
    expect(mails + uncertain).toBeGreaterThanOrEqual(1);
    ends.push(`${mails} ${uncertain}`);
    expect((await room.table.items('OPEN_MAILS')).length).toBe(uncertain);
    await closeAll(email);
    if (!wasCut) break;
  }
  // Before it was about to be sent, while, and after.
  expect(ends.length).toBeGreaterThan(10);
  expect(new Set(ends)).toEqual(new Set(['1 0', '0 1', '1 1']));
});

/** What is uncertain stays open for a day, and would be counted for the next; a reader would have digests then. */
async function closeAll(email: string): Promise<void> {
  await room.subscribe(email, { every: 'never' });
  await sweepMails(openTable(), Date.now() + 2 * DAY);
  expect(await room.table.items('OPEN_MAILS')).toEqual([]);
}

test('where the answer to any call is lost, a digest comes, once', async () => {
  let calls = 0;
  for (; ; calls++) {
    const { email, time } = await prepare(200 + calls);
    fuse.lose(calls);
    await room.ring(time);
    await room.work(await room.messages());
    const wasLost = fuse.mend();
    await room.work(await room.messages());
    expect(mailsTo(email)).toBe(1);
    await closeAll(email);
    if (!wasLost) break;
  }
  expect(calls).toBeGreaterThan(10);
});

test('cut off while it sends for digests, the next rings send for the others', async () => {
  let calls = 0;
  for (; ; calls++) {
    const { email, time } = await prepare(100 + calls);
    fuse.set(calls);
    await room.ring(time).catch(() => undefined);
    const wasCut = fuse.mend();
    await room.ring(new Date(Date.parse(time) + 900_000).toISOString());
    await room.work(await room.messages());
    expect(mailsTo(email)).toBe(1);
    await closeAll(email);
    if (!wasCut) break;
    expect(calls).toBeLessThan(20);
  }
  expect(calls).toBeGreaterThan(1);
});
