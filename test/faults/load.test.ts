import type { Article } from '../../functions/article/article';
import type { CycleTotals } from '../../functions/cycles/cycle';
import { LocalService } from '../browser/local-service';
import { until } from '../browser/wait';
import { FeedServer, rss } from '../feed-server';
import { Crowd } from '../load';

const FEEDS = 30;
const ENTRIES = 8;
const READERS = 100;

let feeds: FeedServer;
let service: LocalService;

beforeAll(async () => {
  feeds = await FeedServer.start();
  const sources = Array.from({ length: FEEDS }, (_, feed) => {
    const items = Array.from({ length: ENTRIES }, (_, place) => ({
      title: `Story${place} of feed${feed} for everybody`,
      guid: String(place),
      date: new Date(Date.now() - (feed * ENTRIES + place + 1) * 60_000),
    }));
    feeds.set(`/${feed}`, rss(items));
    return { id: `feed-${feed}`, url: feeds.url(`/${feed}`) };
  });
  service = await LocalService.start(sources);
}, 60_000);
afterAll(async () => {
  await service.stop();
  await feeds.stop();
});

async function cycle(): Promise<CycleTotals> {
  const { cycle } = await service.ask<{ cycle: string }>('POST', '/fetch');
  let totals = await service.ask<CycleTotals>('GET', `/cycles/${cycle}`);
  await until(async () => {
    totals = await service.ask<CycleTotals>('GET', `/cycles/${cycle}`);
    return totals.finishedAt !== null;
  });
  return totals;
}

const articles = async (query: string): Promise<Article[]> =>
  (await service.ask<{ articles: Article[] }>('GET', `/articles?limit=100&${query}`)).articles;

test('a hundred readers without a pause get what is right while a cycle runs, which loses nothing', async () => {
  const crowd = new Crowd(service.url, READERS);
  try {
    expect(await cycle()).toMatchObject({ done: FEEDS, failed: 0, newArticles: FEEDS * ENTRIES });
    expect(await cycle()).toMatchObject({ done: FEEDS, failed: 0, newArticles: 0 });
  } finally {
    await crowd.leave();
  }
  const { times, faults } = crowd.take();
  expect(faults).toEqual([]);
  expect(times.length).toBeGreaterThan(READERS);
  for (let feed = 0; feed < FEEDS; feed++) {
    expect(await articles(`search=feed${feed}`)).toHaveLength(ENTRIES);
  }
  let listed = 0;
  for (let place = 0; place < ENTRIES; place++) listed += (await articles(`search=story${place}`)).length;
  expect(listed).toBe(FEEDS * ENTRIES);
}, 60_000);
