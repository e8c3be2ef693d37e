import { firstIdAt } from '../../../functions/article/id';
import { planMessages } from '../../../functions/cycles/cycle';
import { FeedServer, rss } from '../../feed-server';
import { Fuse } from '../../fuse';
import { type Service, startService } from '../../service';

const DAY = 86_400_000;
const fuse = new Fuse();

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
  await fuse.guardService();
});

afterAll(async () => {
  fuse.stop();
  await feeds.stop();
  await service.stop();
});

/** Two feeds with entries that are told apart from those of other rounds by their guids. */
function publish(round: number, count = 14): void {
  for (const name of ['a', 'b']) {
    const items = Array.from({ length: count }, (_, index) => ({
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
  // The first one: each of its rounds looks through the whole table.
  it('between any two calls of a removal leaves nothing of the source in the end', async () => {
    for (let calls = 0; ; calls++) {
      const id = `removed-${calls}`;
      publish(3_000 + calls, 4);
      await service.addSources({ [id]: feeds.url('/a') });
      const all = await service.trigger(`?source=${id}`);
      await service.fetch();
      await service.index();
      expect((await service.cycle(all)).newArticles).toBe(4);
      fuse.set(calls);
      let { status } = await service.call('remove-source', `DELETE /sources/${id}`, { id });
      await service.fetch();
      const wasKilled = fuse.mend();
      // Whoever got no answer asks again.
      if (status >= 500) ({ status } = await service.call('remove-source', `DELETE /sources/${id}`, { id }));
      expect([202, 404]).toContain(status);
      await new Promise((done) => setTimeout(done, 5));
      await service.fetch();
      const left = (await service.table.items()).filter(
        (item) => item['source']?.S?.startsWith(`${id}@`) || item['PK']?.S?.includes(`${id}@`),
      );
      expect(left).toEqual([]);
      await service.fetchDelayed();
      expect(await service.table.items('REMOVED')).toEqual([]);
      if (!wasKilled) break;
    }
  }, 120_000);

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
        newArticles: 28,
        finishedAt: expect.any(String),
      });
      expect(await found(`search=round${round}`)).toHaveLength(28);
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
    expect(await found('search=round1000')).toHaveLength(28);
  }, 120_000);

  it('between any two of its calls still has what follows done', async () => {
    for (let calls = 0; ; calls++) {
      const round = 2_000 + calls;
      publish(round, 4);
      const cycle = firstIdAt(Date.now() + calls);
      const at = new Date().toISOString();
      const part = (number: number, id: string) => ({
        message: `fetch#${number}`,
        sources: [{ id, next: at }],
      });
      await planMessages(
        service.table,
        cycle,
        new Map([
          ['fetch#0', 1],
          ['fetch#1', 1],
        ]),
      );
      await service.fetchQueue.send(
        JSON.stringify({ cycle, at, ...part(0, 'a'), following: [part(1, 'b')] }),
      );
      fuse.set(calls);
      await service.fetch();
      const wasKilled = fuse.mend();
      for (let tries = 0; tries < 3; tries++) {
        await new Promise((done) => setTimeout(done, 5));
        await service.fetch();
      }
      await service.index();
      expect(await service.cycle(cycle)).toMatchObject({
        sources: 2,
        done: 2,
        newArticles: 8,
        finishedAt: expect.any(String),
      });
      if (!wasKilled) break;
    }
  }, 120_000);
});
