import { timeOf } from '../../../functions/article/id';
import { recordFetched } from '../../../functions/cycles/cycle';
import { METRICS } from '../../../functions/metrics/names';
import { handler as reconcile } from '../../../functions/reconcile/handler';
import { handler as schedule } from '../../../functions/schedule/handler';
import { handler as sweepMails } from '../../../functions/sweep-mails/handler';
import { writeItems } from '../../../functions/table/batch';
import { openMailKey } from '../../../functions/table/keys';
import { FeedServer, rss } from '../../feed-server';
import { type KeptLog, keepLog } from '../../log';
import { type Post, startPost } from '../payment-mails/post';
import { setClock } from '../readers/clock';
import { deliver } from '../stripe-webhook/deliver';
import { metricsOf } from './emf';

const MINUTE_MS = 60_000;
let post: Post;
let feeds: FeedServer;
let kept: KeptLog;
const everything: string[] = [];

beforeAll(async () => {
  [post, feeds] = [await startPost(), await FeedServer.start()];
  feeds.set(
    '/one',
    rss([
      { title: 'Rare owls', guid: '1' },
      { title: 'Owls again', guid: '2' },
    ]),
  );
  await post.shop.service.addSources({ one: feeds.url('/one'), broken: feeds.url('/broken') });
});
beforeEach(() => {
  kept = keepLog();
});
afterEach(() => {
  jest.useRealTimers();
  everything.push(...kept.written);
});
afterAll(async () => {
  await feeds.stop();
  await post.stop();
});

const service = () => post.shop.service;
const ring = (id: string, at = Date.now()) =>
  schedule({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region: 'eu-central-1',
    resources: [],
    detail: {},
  });

describe('a cycle', () => {
  let cycle: string;

  test('tells how many articles it brought, once, however often its messages come', async () => {
    ({ cycle } = await ring('event-1'));
    const messages = await service().fetchQueue.receive(10, 1e9);
    const { handler } = await import('../../../functions/fetch/handler');
    const { sqsEvent } = await import('../../service');
    for (const _ of 'twice') expect(await handler(sqsEvent(messages))).toEqual({ batchItemFailures: [] });
    for (const message of messages) await service().fetchQueue.remove(message);
    expect(kept.measured('ArticlesNew')).toEqual([2]);
    expect(kept.lines().filter(({ message }) => message === 'Sources were asked')[0]).toMatchObject({
      cycle,
      messageId: expect.any(String),
      sources: 2,
      failed: 1,
      newArticles: 2,
    });
  });

  test('counts what a message adds, where two workers had it at the same time', async () => {
    const done = { sources: 1, failed: 0, parts: [], follows: [], fetchedAt: new Date().toISOString() };
    const record = (newArticles: number) =>
      recordFetched(service().table, 'a-cycle', 'fetch#0', { ...done, newArticles });
    expect([await record(3), await record(3), await record(5)]).toEqual([3, 0, 2]);
  });

  test('is not measured while it is young and not finished', async () => {
    await ring('event-2');
    expect(kept.measured('CycleLength')).toEqual([]);
    expect(kept.measured('SourcesFailing')).toEqual([1]);
    await service().fetch();
  });

  test('is measured as of now where it should have finished long ago', async () => {
    setClock(timeOf(cycle) + 25 * MINUTE_MS);
    await ring('event-3');
    expect(kept.measured('CycleLength')).toContain(25 * 60);
  });

  test('is measured once, when all of it can be found, also one that was asked for by hand', async () => {
    const byHand = await service().trigger();
    await service().fetch();
    await service().index();
    const { finishedAt } = await service().cycle(cycle);
    kept.clear();
    for (const event of ['event-4', 'event-4', 'event-5']) await ring(event);
    const lines = kept.written
      .filter((line) => 'CycleLength' in metricsOfAny(line))
      .map((line) => JSON.parse(line));
    const lengths = new Map(lines.map((line) => [line.cycle, line.CycleLength]));
    expect(lengths.size).toBe(lines.length);
    expect(lengths.get(cycle)).toBe((Date.parse(finishedAt ?? '') - timeOf(cycle)) / 1000);
    expect(lengths.get(byHand)).toBeLessThan(60);
  });

  test('that is lost is let go of after six hours', async () => {
    const lost = await service().trigger();
    for (const message of await service().fetchQueue.receive(100, 1e9))
      await service().fetchQueue.remove(message);
    setClock(Date.now() + 5 * 60 * MINUTE_MS);
    await ring('event-6');
    expect(kept.measured('CycleLength').filter((seconds) => seconds >= 5 * 3_600)).not.toEqual([]);
    setClock(Date.now() + 90 * MINUTE_MS);
    kept.clear();
    await ring('event-7');
    const open = await service().table.items('OPEN_CYCLES');
    expect(open.map(({ SK }) => SK?.S)).not.toContain(lost);
    const toldOf = () => kept.lines('WARN').filter((line) => line['cycle'] === lost);
    expect(toldOf()).toMatchObject([
      { message: expect.stringContaining('six hours'), left: expect.any(Number) },
    ]);
    await ring('event-8');
    expect(toldOf()).toHaveLength(1);
  });

  test('that finished is measured, also where nobody looked at it for six hours', async () => {
    const slept = await service().trigger();
    await service().fetch();
    await service().index();
    setClock(Date.now() + 8 * 60 * MINUTE_MS);
    kept.clear();
    await ring('event-9');
    const about = kept.lines().filter((line) => line['cycle'] === slept);
    expect(about.map(({ message }) => message)).toEqual(['A cycle finished']);
  });
});

describe('a search', () => {
  test.each([
    ['list', 'GET /articles?search=owls'],
    ['list', 'GET /articles?source=one'],
    ['feed-out', 'GET /feed.json?search=owls'],
    ['reading-pages', 'GET /?search=owls'],
  ])('by %s (%s) tells what the table really took', async (name, route) => {
    expect((await service().call(name, route)).status).toBe(200);
    const [units = 0, ...others] = kept.measured('SearchReads');
    expect(units).toBeGreaterThanOrEqual(1);
    expect(units).toBeLessThan(20);
    expect(others).toEqual([]);
  });

  test('by the export too', async () => {
    expect((await service().call('export', 'GET /export?search=owls')).status).toBe(200);
    expect(kept.measured('SearchReads')).toHaveLength(1);
  });

  test('is none where nothing was asked for but the newest', async () => {
    await service().call('list', 'GET /articles');
    expect(kept.written).toEqual([]);
  });
});

describe('Stripe', () => {
  test('an event tells how far we were behind; a mail that it sends is counted', async () => {
    const buyer = await post.buyer();
    const [event] = post.eventsOf(() => post.shop.double.account.buyPass(buyer.customer));
    if (event === undefined) throw new Error('There is no event');
    const created = Math.floor(Date.now() / 1000) - 90;
    expect(await deliver(post.shop.double, { ...event, created })).toBe(200);
    const [lag = 0] = kept.measured('WebhookLag');
    expect(lag).toBeGreaterThanOrEqual(90);
    expect(lag).toBeLessThan(100);
    expect(kept.measured('MailsSent')).toEqual([1]);
    expect(kept.lines('INFO')).toMatchObject([
      { stripeEvent: event.id, kind: event.type, result: 'customer read', route: 'POST /stripe/webhook' },
    ]);
    kept.clear();
    // Sent again, by hand.
    expect(await deliver(post.shop.double, { ...event, created: created - 4 * 86_400 })).toBe(200);
    expect([kept.measured('WebhookLag'), kept.measured('MailsSent')]).toEqual([[], []]);
  });

  test('the daily reconciliation tells whose access was wrong, and whom it could not look at', async () => {
    const [bought, failing] = [await post.buyer(), await post.buyer()];
    for (const { customer } of [bought, failing]) post.shop.double.account.subscribe(customer);
    post.shop.double.fail({ route: 'GET /v1/subscriptions' });
    await reconcile({}, { getRemainingTimeInMillis: () => 60_000 });
    expect([kept.measured('EntitlementDifferences'), kept.measured('CustomersFailed')]).toEqual([[1], [1]]);
  });
});

describe('mails', () => {
  test('that SES did not take are not counted, and those in doubt are, by the sweep', async () => {
    const { reader, customer } = await post.buyer();
    const [event] = post.eventsOf(() => post.shop.double.account.buyPass(customer));
    if (event === undefined) throw new Error('There is no event');
    post.ses.failures.push('hang up');
    await deliver(post.shop.double, event);
    expect(kept.measured('MailsSent')).toEqual([]);
    setClock(Date.now() + 60 * MINUTE_MS);
    await writeItems(service().table, [
      { ...openMailKey(reader, 'none'), at: { S: new Date().toISOString() } },
    ]);
    await sweepMails({ id: 'event-8' });
    expect(kept.measured('MailsUncertain')).toEqual([1]);
    expect(kept.lines('INFO').at(-1)).toMatchObject({ eventId: 'event-8', uncertain: 1, cleared: 0 });
  });
});

describe('all that was measured', () => {
  test('is every metric that is listed and no other, as CloudWatch wants it', () => {
    const measured = everything.filter((line) => line.includes('"_aws"')).map(metricsOf);
    expect([...new Set(measured.flatMap(Object.keys))].sort()).toEqual(Object.keys(METRICS).sort());
  });

  test('with nobody’s address in the log, and nothing of a URL', () => {
    expect(everything.join('\n')).not.toMatch(/@example|127\.0\.0\.1|\/one|the-admin-token|sk_test|whsec/);
  });
});

const metricsOfAny = (line: string): object => (line.includes('"_aws"') ? metricsOf(line) : {});
