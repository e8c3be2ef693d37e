import { once } from '../../functions/checkout/once';
import { claim } from '../../functions/fetch/claim';
import { countTowards } from '../../functions/limits/window';
import { removeSource } from '../../functions/sources/remove';
import { readSource } from '../../functions/sources/store';
import { openTable } from '../../functions/table/client';
import { FeedServer, rss } from '../feed-server';
import { setClock } from '../functions/readers/clock';
import { startWorld, type World } from '../functions/readers/world';
import { type Service, startService } from '../service';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Tuesday; nothing that the real clock knows. */
const NOON = Date.parse('2026-11-03T12:00:00Z');

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
});
afterEach(() => jest.useRealTimers());
afterAll(async () => {
  await feeds.stop();
  await service.stop();
});

const iso = (time: number): string => new Date(time).toISOString();

/** What the rule does at a moment that is right, whatever the function's own clock says. */
async function ring(time: number): Promise<number> {
  const { handler } = await import('../../functions/schedule/handler');
  const { sources } = await handler({ id: iso(time), time: iso(time) } as Parameters<typeof handler>[0]);
  await service.fetch();
  await service.index();
  return sources;
}

const publish = (path: string, titles: string[], more: { isDated?: boolean } = {}): string => {
  const { isDated = true } = more;
  feeds.set(
    path,
    rss(
      titles.map((title, place) => ({
        title,
        guid: title,
        ...(isDated && { date: new Date(NOON - DAY - place * HOUR) }),
      })),
    ),
  );
  return feeds.url(path);
};

const idsOf = async (source: string): Promise<string[]> =>
  (await service.articles(`source=${source}&limit=100`)).map(({ id }) => id);

describe.each([
  ['an hour', HOUR],
  ['a day', DAY],
  ['a month', 30 * DAY],
])('a clock that is %s wrong', (name, wrong) => {
  const id = `wrong-${name.replace(' ', '-')}`;

  it.each([
    ['ahead', 1],
    ['behind', -1],
  ])('%s loses nothing, brings nothing twice, and is made up for within two hours', async (side, sign) => {
    const source = `${id}-${side}`;
    setClock(NOON - 2 * DAY);
    await service.addSources({ [source]: publish(`/${source}`, ['One', 'Two'], { isDated: false }) });
    setClock(NOON + sign * wrong);
    await ring(NOON);
    const first = await idsOf(source);
    expect(first).toHaveLength(2);
    publish(`/${source}`, ['Three', 'One', 'Two'], { isDated: false });
    let asked = 0;
    for (let minutes = 30; minutes <= 120; minutes += 30) {
      setClock(NOON + minutes * 60_000);
      await ring(NOON + minutes * 60_000);
      const { lastFetchedAt } = await service.source(source);
      if (lastFetchedAt === iso(NOON + minutes * 60_000)) asked++;
    }
    expect(asked).toBeGreaterThanOrEqual(1);
    const then = await idsOf(source);
    expect(then).toHaveLength(3);
    expect(then).toEqual(expect.arrayContaining(first));
  });

  it('and back between two messages of one source: both come to their end', async () => {
    const source = `${id}-between`;
    setClock(NOON);
    await service.addSources({ [source]: publish(`/${source}`, ['One', 'Two']) });
    const before = await service.trigger(`?source=${source}`);
    setClock(NOON + wrong);
    const after = await service.trigger(`?source=${source}`);
    const [one, two] = await service.fetchQueue.receive(2, 1e9);
    const { handler } = await import('../../functions/fetch/handler');
    const { sqsEvent } = await import('../service');
    for (const [message, time] of [
      [two, NOON + wrong],
      [one, NOON],
    ] as const) {
      setClock(time);
      if (message === undefined) throw new Error('Two messages were sent');
      expect((await handler(sqsEvent([message]))).batchItemFailures).toEqual([]);
      await service.fetchQueue.remove(message);
    }
    await service.index();
    const totals = [await service.cycle(before), await service.cycle(after)];
    expect(totals.map(({ done }) => done)).toEqual([1, 1]);
    expect(totals.reduce((sum, { newArticles }) => sum + newArticles, 0)).toBe(2);
    expect(totals.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    expect(await idsOf(source)).toHaveLength(2);
  });

  it('keeps nobody from a source whose worker died with it', async () => {
    const source = `${id}-lease`;
    setClock(NOON);
    await service.addSources({ [source]: feeds.url(`/${source}`) });
    setClock(NOON + wrong);
    expect((await claim(openTable(), source, 'dead/fetch#0', iso(NOON))).kind).toBe('claimed');
    setClock(NOON);
    expect((await claim(openTable(), source, 'alive/fetch#0', iso(NOON))).kind).toBe('claimed');
    expect((await claim(openTable(), source, 'other/fetch#0', iso(NOON))).kind).toBe('taken');
  });

  it('uses up no limit', async () => {
    const limit = { name: `limit-${id}`, times: 2, seconds: 3_600 };
    const count = (now: number) => countTowards(openTable(), limit, 'somebody', now);
    expect([await count(NOON + wrong), await count(NOON + wrong)]).toEqual([null, null]);
    expect(await count(NOON + wrong)).toBeGreaterThan(0);
    expect([await count(NOON), await count(NOON)]).toEqual([null, null]);
    expect(await count(NOON)).toBeGreaterThan(0);
  });

  it('holds up nothing that is to be done once', async () => {
    const request = { parts: [id], asked: 'it', keptFor: 60 };
    setClock(NOON + wrong);
    const died = once(openTable(), request, () => new Promise(() => undefined));
    died.catch(() => undefined);
    await new Promise((done) => setTimeout(done, 50));
    setClock(NOON);
    expect(await once(openTable(), request, async () => 'done')).toBe('done');
  });

  it('set back shows no longer what was removed', async () => {
    const source = `${id}-removed`;
    setClock(NOON + wrong);
    await service.addSources({ [source]: publish(`/${source}`, ['One']) });
    await service.trigger(`?source=${source}`);
    await service.fetch();
    await service.index();
    expect(await service.articles(`search=one&limit=100`)).not.toEqual([]);
    const there = await readSource(service.table, source);
    if (there === null) throw new Error('It was added');
    const { openQueue } = await import('../../functions/queue/send');
    await removeSource(openTable(), openQueue('FETCH_QUEUE_URL'), there);
    setClock(NOON);
    expect((await service.articles('limit=100')).filter((article) => article.source === source)).toEqual([]);
    await service.fetch();
  });
});

describe('who signs in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const me = async (token: string): Promise<number> =>
    (await world.call('me', 'GET /me', { headers: { authorization: `Bearer ${token}` } })).status;

  it.each([
    ['ahead', DAY, 401],
    ['behind', -DAY, 200],
  ])('by a clock that is a day %s can again once it is right', async (side, wrong, status) => {
    const email = `${side}@example.org`;
    setClock(NOON + wrong);
    const token = await world.signIn(email);
    expect(await me(token)).toBe(200);
    setClock(NOON);
    // What was signed in the future is not believed before that time.
    expect(await me(token)).toBe(status);
    expect(await me(await world.signIn(email))).toBe(200);
  });
});
