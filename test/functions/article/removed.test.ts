import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

let service: Service;
let feeds: FeedServer;
beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
});
afterAll(async () => {
  await feeds.stop();
  await service.stop();
});

it('an article of a removed source is gone, also where a function has just begun and knows of no removal', async () => {
  feeds.set('/a', rss([{ title: 'One', link: 'https://example.com/1' }]));
  await service.addSources({ a: feeds.url('/a') });
  await service.runCycle();
  const [article] = await service.articles();
  const id = article?.id ?? '';
  const status = async () => (await service.call('article', `GET /articles/${id}`, { id })).status;
  // What a process has read of removals is kept for a while.
  jest.resetModules();
  expect(await status()).toBe(200);
  await service.call('remove-source', 'DELETE /sources/a', { id: 'a' });
  jest.resetModules();
  expect(await status()).toBe(404);
});
