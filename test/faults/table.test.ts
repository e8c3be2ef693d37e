import { deleteSource, readSources } from '../../functions/sources/store';
import { type Call, type Fault, FaultProxy } from '../fault-proxy';
import { FeedServer, rss } from '../feed-server';
import { type Service, startService } from '../service';

const HOUR = 3_600_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const FEEDS = 4;
const ENTRIES = 12;

let service: Service;
let feeds: FeedServer;
let proxy: FaultProxy;

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
  proxy = await FaultProxy.start(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = proxy.url;
});
afterAll(async () => {
  await proxy.stop();
  await feeds.stop();
  await service.stop();
});

/** Numbers from 0 to 1 that look random, the same in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const at = (share: number, seed: number, ...faults: Fault[]): ((call: Call) => Fault | null) => {
  const roll = dice(seed);
  return () => (roll() < share ? (faults[Math.floor(roll() * faults.length)] ?? null) : null);
};

/** All calls of some time, now and then. */
const inBursts = (length: number, pause: number, fault: Fault): ((call: Call) => Fault | null) => {
  let from: number | null = null;
  return ({ number }) => {
    from ??= number;
    return (number - from) % (length + pause) < pause ? null : fault;
  };
};

let rounds = 0;

/** Feeds of a round's own in place of those before it; every third entry has no date. */
async function publish(): Promise<void> {
  const round = ++rounds;
  for (const source of await readSources(service.table, true)) await deleteSource(service.table, source);
  for (let feed = 0; feed < FEEDS; feed++) {
    feeds.set(pathOf(feed), feedOf(round, feed));
    await service.addSources({ [`round${round}-${feed}`]: feeds.url(pathOf(feed)) });
  }
}

const pathOf = (feed: number): string => `/${feed}`;

const feedOf = (round: number, feed: number, title?: string): string =>
  rss(
    Array.from({ length: ENTRIES }, (_, place) => ({
      title: `Round${round} story${feed}x${place}`,
      guid: String(place),
      ...(place % 3 === 0 ? {} : { date: new Date(NOW - (place + 1) * HOUR) }),
      content: `<p>${'word '.repeat(150)}</p>`,
    })),
    title,
  );

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function workOff(): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await service.fetch();
    await service.index();
    if (!service.fetchQueue.hasWaiting && !service.indexQueue.hasWaiting) return;
    await pause(5);
  }
}

/** The ids of what is found of a round, and of what is listed of it. */
async function shownOf(round: number): Promise<{ listed: string[]; found: string[] }> {
  const listed: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await service.call('list', `GET /articles?limit=100${cursor}`);
    const page = body as { articles: { id: string; title: string }[]; next: string | null };
    for (const { id, title } of page.articles) if (title.startsWith(`Round${round} `)) listed.push(id);
    cursor = page.next === null ? null : `&cursor=${page.next}`;
  }
  const found = await service.articles(`search=round${round}&limit=100`);
  return { listed, found: found.map(({ id }) => id) };
}

const FAULTS: [string, () => (call: Call) => Fault | null][] = [
  ['refuses at random', () => at(0.1, 1, 'throttled', 'slow down', 'failed')],
  ['breaks connections at random', () => at(0.25, 2, 'reset', 'unanswered', 'cut')],
  ['does half of a batch, or none of it', () => at(0.6, 3, 'partial', 'none')],
  ['is away now and then', () => inBursts(25, 20, 'reset')],
  [
    'does all of it at random',
    () => at(0.3, 4, 'throttled', 'reset', 'unanswered', 'cut', 'partial', 'failed'),
  ],
];

describe('where the table', () => {
  it.each(FAULTS)(
    '%s, a cycle loses nothing and brings nothing twice',
    async (_, faults) => {
      await publish();
      const cycle = await service.trigger();
      proxy.faults = 0;
      proxy.faultOf = faults();
      for (let tries = 0; tries < 3; tries++) {
        await service.fetch();
        await service.index();
        await pause(5);
      }
      proxy.mend();
      expect(proxy.faults).toBeGreaterThan(2);
      await workOff();
      const { listed, found } = await shownOf(rounds);
      expect(listed).toHaveLength(FEEDS * ENTRIES);
      expect(found).toEqual(listed);
      expect(await service.cycle(cycle)).toMatchObject({
        sources: FEEDS,
        done: FEEDS,
        failed: 0,
        newArticles: FEEDS * ENTRIES,
        finishedAt: expect.any(String),
      });
      // What is read once more is known, by the ids that it has.
      for (let feed = 0; feed < FEEDS; feed++) feeds.set(pathOf(feed), feedOf(rounds, feed, 'Another title'));
      expect(await service.runCycle()).toMatchObject({ failed: 0, newArticles: 0 });
      expect(await shownOf(rounds)).toEqual({ listed, found });
    },
    30_000,
  );

  it('fails in any way, readers get what is right or are told that it failed', async () => {
    await publish();
    await service.runCycle();
    const [first] = await service.articles('limit=1');
    const id = first?.id ?? '';
    const questions: [string, string, Record<string, string>][] = [
      ['list', 'GET /articles?limit=10', {}],
      ['list', `GET /articles?limit=50&search=round${rounds}`, {}],
      ['list', `GET /articles?source=round${rounds}-1&search=word&limit=7`, {}],
      ['article', `GET /articles/${id}`, { id }],
      ['export', 'GET /export?format=json', {}],
      ['export', `GET /export?format=csv&search=round${rounds}`, {}],
      ['feed-out', 'GET /feed.atom', {}],
      ['sources', 'GET /sources', {}],
      ['opml-export', 'GET /sources.opml', {}],
      ['reading-pages', 'GET /', {}],
    ];
    const right = await Promise.all(questions.map((question) => service.call(...question)));
    expect(right.map(({ status }) => status)).toEqual(questions.map(() => 200));
    proxy.faultOf = at(0.35, 5, 'failed', 'reset', 'cut', 'partial', 'none');
    const asked = Array.from({ length: 12 * questions.length }, (_, number) => number % questions.length);
    const answers = await Promise.all(
      asked.map((number) => service.call(...(questions[number] as (typeof questions)[number]))),
    );
    proxy.mend();
    let failed = 0;
    for (const [place, answer] of answers.entries()) {
      if (answer.status === 200) expect(answer.body).toEqual(right[place % questions.length]?.body);
      else {
        failed++;
        expect(answer.status).toBe(500);
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json|^text\/html/);
      }
    }
    expect(failed).toBeLessThan(asked.length);
  }, 30_000);

  it('never answers a call, it is asked again', async () => {
    const waiting = new Set(['GetItem', 'PutItem']);
    proxy.faultOf = ({ action }) => (waiting.delete(action) ? 'silent' : null);
    feeds.set('/silent', feedOf(++rounds, 0));
    const [list, added] = await Promise.all([
      service.call('list', 'GET /articles?limit=100'),
      service.call('add-source', 'POST /sources', {}, { body: `{"url":"${feeds.url('/silent')}"}` }),
    ]);
    proxy.mend();
    expect(list.status).toBe(200);
    expect(waiting.size).toBe(0);
    expect(added).toMatchObject({ status: 201, body: { url: feeds.url('/silent') } });
  }, 20_000);
});
