import type { ServerResponse } from 'node:http';
import type { ListedSource } from '../../../functions/sources/source';
import { changeSource, readSource } from '../../../functions/sources/store';
import { writeItems } from '../../../functions/table/batch';
import { sourceKey } from '../../../functions/table/keys';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  feeds = await FeedServer.start();
  feeds.set('/feed', rss([{ title: 'One', link: 'https://example.com/1' }], 'The feed'));
  feeds.set('/next', rss([{ title: 'One', link: 'https://example.com/1' }, { title: 'Two' }], 'The next'));
  await service.call(
    'add-source',
    'POST /sources',
    {},
    { body: JSON.stringify({ id: 'a', url: feeds.url('/feed') }) },
  );
  feeds.requests.length = 0;
});
afterEach(async () => {
  await feeds.stop();
  const keys = (await service.table.items('SOURCES')).map(({ SK }) => sourceKey(SK?.S ?? ''));
  await writeItems(service.table, [], keys);
});

interface Answered {
  status: number;
  body: ListedSource & { detail: string };
}
const send = (body: string, id = 'a', headers = {}) =>
  service.call('change-source', `PATCH /sources/${id}`, { id }, { body, headers }) as Promise<Answered>;
const patch = (change: unknown, id = 'a') => send(JSON.stringify(change), id);
const kept = async () => {
  const source = await readSource(service.table, 'a');
  if (source === null) throw new Error('The source is gone');
  return source;
};

const page = (_: unknown, response: ServerResponse) =>
  void response
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<html><link rel="alternate" type="application/rss+xml" href="/next">');

describe('a change', () => {
  it('of its categories reaches the articles that are there, though the feed has not changed', async () => {
    await service.runCycle();
    await patch({ categories: ['Filed under'] });
    expect((await service.runCycle()).newArticles).toBe(0);
    await service.index();
    expect((await service.articles('category=filed%20under')).map(({ title }) => title)).toEqual(['One']);
    await patch({ categories: null });
    await service.runCycle();
    expect(await service.articles('category=filed%20under')).toEqual([]);
  });

  it('of what its server does not see asks no server', async () => {
    const { status, body } = await patch({ title: 'Mine', categories: ['News'] });
    expect([status, body]).toEqual([200, { ...(await service.source('a')), title: 'Mine' }]);
    expect((await kept()).categories).toEqual(['News']);
    expect((await patch({ title: null, categories: null })).body.title).toBe('The feed');
    expect((await kept()).categories).toEqual([]);
    expect(feeds.requests).toEqual([]);
  });

  it('of the pace takes effect from the last visit', async () => {
    await service.runCycle();
    const { askedAt } = await kept();
    const minutesAfterVisit = async () =>
      (Date.parse((await kept()).nextFetchAt ?? '') - Date.parse(askedAt ?? '')) / 60_000;
    await patch({ every: 600 });
    const before = await minutesAfterVisit();
    expect(before).toBeLessThan(600);
    await patch({ every: 7 });
    expect(await minutesAfterVisit()).toBe(7);
    await patch({ every: null });
    expect(await kept()).toMatchObject({ every: null });
  });

  it('of the address is tried, and begins anew with it; what it brought stays', async () => {
    await service.runCycle();
    const before = await service.articles();
    const { status, body } = await patch({ url: feeds.url('/next') });
    expect([status, body.url, body.title, body.nextFetchAt]).toEqual([
      200,
      feeds.url('/next'),
      'The next',
      null,
    ]);
    expect(await kept()).toMatchObject({ etag: null, bodyHash: null, status: 'ok' });
    expect(await service.runCycle()).toMatchObject({ newArticles: 1, failed: 0 });
    const articles = await service.articles();
    expect(articles).toHaveLength(before.length + 1);
    expect(articles).toEqual(expect.arrayContaining(before));
  });

  it('forgets why it failed, but not that its server wants to be left alone', async () => {
    const retryAfter = '2099-01-01T00:00:00.000Z';
    const failing = {
      status: { S: 'gone' },
      lastError: { S: 'Nothing there' },
      failures: { N: '7' },
      movedTo: { S: 'https://example.com/' },
      movedSince: { S: retryAfter },
      leastMinutes: { N: '60' },
      skipHours: { S: '[1]' },
      retryAfter: { S: retryAfter },
    };
    await changeSource(service.table, await kept(), failing);
    await patch({ url: feeds.url('/next') });
    expect(await kept()).toMatchObject({
      status: 'never',
      lastError: null,
      failures: 0,
      movedTo: null,
      movedSince: null,
      leastMinutes: null,
      skipHours: [],
      retryAfter,
    });
    const elsewhere = await FeedServer.start();
    elsewhere.set('/feed', rss([]));
    await patch({ url: elsewhere.url('/feed') });
    await elsewhere.stop();
    expect((await kept()).retryAfter).toBeNull();
  });

  it('to a page finds the feed of it', async () => {
    feeds.set('/page', page);
    expect((await patch({ url: feeds.url('/page') })).body.url).toBe(feeds.url('/next'));
  });

  it('of the login alone looks for no other feed', async () => {
    service.secrets.set('word', 'x');
    feeds.set('/feed', page);
    const { status, body } = await patch({ auth: { type: 'bearer', token: { secret: 'word' } } });
    expect([status, body.detail]).toEqual([422, expect.stringContaining('web page')]);
    expect((await kept()).auth).toBeNull();
  });

  it('to a login whose secret is missing is taken', async () => {
    const auth = { type: 'bearer', token: { secret: 'not-there' } };
    expect((await patch({ auth })).status).toBe(200);
    expect((await kept()).auth).toEqual(auth);
    expect(feeds.requests).toEqual([]);
    expect((await patch({ auth: null })).status).toBe(200);
    expect((await kept()).auth).toBeNull();
  });

  it('to what cannot be a source is refused, and changes nothing', async () => {
    const before = await kept();
    for (const url of [feeds.url('/nothing'), 'http://10.0.0.1/']) {
      expect((await patch({ url, title: 'New' })).status).toBe(422);
    }
    const json = await patch({ kind: 'json', map: { title: 'title' } });
    expect([json.status, json.body.detail]).toEqual([422, expect.stringContaining('not JSON')]);
    expect(await kept()).toEqual(before);
  });

  it('to the feed of another source is refused, but not to another spelling of its own', async () => {
    feeds.set('/other', rss([]));
    await service.call(
      'add-source',
      'POST /sources',
      {},
      { body: JSON.stringify({ id: 'b', url: feeds.url('/other') }) },
    );
    const { status, body } = await patch({ url: feeds.url('/other/#x') });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('the source b')]);
    feeds.set('/feed/', rss([]));
    expect((await patch({ url: feeds.url('/feed/') })).status).toBe(200);
  });

  it('must be one', async () => {
    for (const body of ['', '{', '[]', '{"id":"b"}', '{"colour":1}', '{"url":null}', '{"every":"x"}']) {
      expect((await send(body)).status).toBe(400);
    }
    expect((await patch({}, 'nobody')).status).toBe(404);
    expect((await patch({}, 'x'.repeat(3_000))).status).toBe(404);
    expect((await patch({})).status).toBe(200);
    expect((await send('{}', 'a', { authorization: 'Bearer wrong' })).status).toBe(401);
  });
});

it('a source that is removed meanwhile stays away', async () => {
  const source = await kept();
  await writeItems(service.table, [], [sourceKey('a')]);
  expect(await changeSource(service.table, source, { title: { S: 'x' } })).toBeNull();
  expect(await service.table.items('SOURCES')).toEqual([]);
});
