import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ListedSource } from '../../../functions/sources/source';
import type { Item } from '../../../functions/table/client';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

let service: Service;
let feeds: FeedServer;

const HOUR = 3_600_000;
const items = (count: number, word: string) =>
  Array.from({ length: count }, (_, number) => ({
    title: `${word} ${number}`,
    guid: `${word}-${number}`,
    date: new Date(Date.now() - number * HOUR),
    content: `<p>All about ${word}, much more than its summary would say. ${'And on. '.repeat(80)}</p>`,
  }));

const remove = (id: string) => service.call('remove-source', `DELETE /sources/${id}`, { id });
const listedIds = async (): Promise<string[]> => {
  const { body } = await service.call('sources', 'GET /sources');
  return (body as { sources: ListedSource[] }).sources.map(({ id }) => id);
};
/** What the table holds of articles and contents. */
const stored = async (): Promise<number> =>
  (await service.table.items('ARTICLES')).length + (await service.table.items('CONTENT')).length;

const put = (Item: Item) =>
  service.table.client.send(new PutItemCommand({ TableName: service.table.name, Item }));

beforeEach(async () => {
  jest.resetModules();
  service = await startService();
  feeds = await FeedServer.start();
  feeds.set('/a', rss(items(30, 'apples')));
  feeds.set('/b', rss(items(3, 'berries')));
  await service.addSources({ a: feeds.url('/a'), b: feeds.url('/b') });
  await service.runCycle();
});
afterEach(async () => {
  await feeds.stop();
  await service.stop();
});

describe('removing a source', () => {
  it('takes it from the lists at once, and its articles from everywhere soon', async () => {
    expect(await service.articles('source=a&limit=100')).toHaveLength(30);
    expect(await remove('a')).toMatchObject({ status: 202, body: { removed: 'a' } });
    expect(await listedIds()).toEqual(['b']);
    expect(await service.articles('source=a')).toEqual([]);
    expect(await service.articles('source=a&source=b&search=apples')).toEqual([]);
    expect(await service.articles('source=a&source=b')).toHaveLength(3);
    await service.fetch();
    expect(await stored()).toBe(6);
    expect(await service.articles()).toHaveLength(3);
    expect(await service.articles('search=apples')).toEqual([]);
  });

  it('hides its articles while they are still there', async () => {
    const [article] = await service.articles('source=a&limit=1');
    const id = article?.id ?? '';
    await remove('a');
    jest.resetModules();
    expect(await stored()).toBe(66);
    expect(await service.articles()).toHaveLength(3);
    expect(await service.articles('search=apples')).toEqual([]);
    expect((await service.call('article', `GET /articles/${id}`, { id })).status).toBe(404);
  });

  it('takes what was on its way when it was removed, and leaves nothing behind', async () => {
    feeds.set('/a', rss(items(40, 'apples')));
    await service.trigger('?source=a');
    await service.fetch();
    // The words of ten new articles wait for the index; what says that they were seen goes first.
    await remove('a');
    await service.fetch();
    await service.index();
    expect(await stored()).toBe(6);
    expect(await service.table.items('REMOVED')).toHaveLength(1);
    await service.fetchDelayed();
    expect(await service.table.items('REMOVED')).toEqual([]);
    const left = (await service.table.items()).filter((item) => item['PK']?.S?.includes('source:a@'));
    expect(left).toEqual([]);
  });

  it('lets it start afresh when it is added again', async () => {
    await remove('a');
    await service.addSources({ a: feeds.url('/a') });
    expect(await service.articles('source=a')).toEqual([]);
    expect((await service.source('a')).status).toBe('never');
    const before = feeds.requests.length;
    const cycle = await service.runCycle();
    expect(cycle.newArticles).toBe(30);
    expect(feeds.requests.length).toBeGreaterThan(before);
    expect(await service.articles('source=a&limit=100')).toHaveLength(30);
    await service.fetchDelayed();
    expect(await service.articles('source=a&search=apples&limit=100')).toHaveLength(30);
  });

  it('is done when its message comes twice, and by the message alone where the rest was lost', async () => {
    const { removeSource } = await import('../../../functions/sources/remove');
    const { readSource } = await import('../../../functions/sources/store');
    const { openQueue } = await import('../../../functions/queue/send');
    const source = await readSource(service.table, 'a');
    if (source === null) throw new Error('There is no source a');
    const queue = openQueue('FETCH_QUEUE_URL');
    await removeSource(service.table, queue, source);
    await removeSource(service.table, queue, source);
    // As if the function had died before it deleted the source.
    await put({
      PK: { S: 'SOURCES' },
      SK: { S: 'a' },
      url: { S: source.url },
      addedAt: { S: source.addedAt },
    });
    await service.fetch();
    expect(await listedIds()).toEqual(['b']);
    expect(await stored()).toBe(6);
  });

  it('says where there is no such source', async () => {
    expect((await remove('nobody')).status).toBe(404);
    expect((await remove('x'.repeat(3_000))).status).toBe(404);
  });
});
