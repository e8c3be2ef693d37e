import { FeedServer, rss } from '../../feed-server';
import { Fuse } from '../../fuse';
import { type Service, startService } from '../../service';

const DAY = 86_400_000;
const fuse = new Fuse();

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  // What fails here is meant to, and says so at length.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  service = await startService();
  feeds = await FeedServer.start();
  const sqs = process.env['AWS_ENDPOINT_URL_SQS'] ?? '';
  const guarded = await fuse.guard(sqs);
  for (const variable of ['AWS_ENDPOINT_URL_SQS', 'FETCH_QUEUE_URL', 'INDEX_QUEUE_URL']) {
    process.env[variable] = process.env[variable]?.replace(sqs, guarded);
  }
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await fuse.guard(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
});

afterAll(async () => {
  fuse.stop();
  await feeds.stop();
  await service.stop();
});

/** Two feeds with entries that are told apart from those of other rounds by their guids. */
function publish(round: number): void {
  for (const name of ['a', 'b']) {
    const items = Array.from({ length: 30 }, (_, index) => ({
      title: `Round${round} ${name} ${index}`,
      guid: `${round}-${index}`,
      // Without a date: it must be the same whenever a try comes that far.
      ...(index % 3 === 0 ? {} : { date: new Date(Date.now() - index * DAY) }),
      content: `<p>${'word '.repeat(150)}</p>`,
    }));
    feeds.set(`/${name}`, rss(items));
  }
}

const found = async (query: string): Promise<string[]> =>
  (await service.articles(`limit=100&${query}`)).map(({ id }) => id).sort();

describe('a function that is killed', () => {
  it('between any two of its calls loses nothing and leaves nothing twice', async () => {
    await service.addSources({ a: feeds.url('/a'), b: feeds.url('/b') });
    let round = 0;
    for (let calls = 0; ; calls++) {
      publish(++round);
      const cycle = await service.trigger();
      fuse.set(calls);
      await service.fetch();
      const wasKilled = fuse.mend();
      // Whatever is shown now can be found once the queue is worked off, even if the feeds are gone.
      const listed = await service.articles('limit=100');
      const shown = listed.filter(({ title }) => title.startsWith(`Round${round} `)).map(({ id }) => id);
      await service.index();
      expect(await found(`search=round${round}`)).toEqual(expect.arrayContaining(shown));
      await new Promise((done) => setTimeout(done, 5));
      await service.fetch();
      await service.index();
      expect(await service.cycle(cycle)).toMatchObject({
        sources: 2,
        done: 2,
        failed: 0,
        newArticles: 60,
        finishedAt: expect.any(String),
      });
      expect(await found(`search=round${round}`)).toHaveLength(60);
      if (!wasKilled) break;
    }
    expect(round).toBeGreaterThan(10);
  }, 120_000);

  it('between any two writes of the index leaves its message to be done again', async () => {
    publish(1_000);
    await service.trigger();
    await service.fetch();
    for (let calls = 0; ; calls++) {
      fuse.set(calls);
      await service.index();
      if (!fuse.mend()) break;
      await new Promise((done) => setTimeout(done, 5));
      expect(service.indexQueue.hasWaiting).toBe(true);
    }
    expect(await found('search=round1000')).toHaveLength(60);
  }, 120_000);
});
