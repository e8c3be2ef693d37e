import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../../functions/table/client';
import { versionKey } from '../../../functions/table/keys';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

/** The public routes that are made of the table, and what each is made of. */
const ROUTES = [
  ['list', '/articles', 'ARTICLES'],
  ['list', '/articles?search=story&limit=3', 'ARTICLES'],
  ['list', '/articles?source=one&category=none', 'ARTICLES'],
  ['article', '/articles/{id}', 'ARTICLES'],
  ['feed-out', '/feed.atom', 'ARTICLES'],
  ['feed-out', '/feed.rss?search=story', 'ARTICLES'],
  ['feed-out', '/feed.json?source=one', 'ARTICLES'],
  ['sources', '/sources', 'SOURCES'],
  ['opml-export', '/sources.opml', 'SOURCES'],
] as const;

let service: Service;
let server: FeedServer;
let id: string;
const calls: string[] = [];

const stories = (count: number) =>
  rss(
    Array.from({ length: count }, (_, number) => ({
      title: `Story ${number}`,
      guid: `story-${number}`,
      link: `https://one.example/${number}`,
      date: new Date(Date.parse('2026-11-01') + number * 60_000),
    })),
  );

beforeAll(async () => {
  server = await FeedServer.start();
  service = await startService();
  // Before its first call, which fixes what each goes through.
  openTable().client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(context.commandName ?? '');
      return next(args);
    },
    { step: 'initialize' },
  );
  server.set('/one', stories(8));
  await service.addSources({ one: server.url('/one') });
  await service.runCycle();
  [{ id } = { id: '' }] = await service.articles();
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

/** A version as it is some time after its change. */
async function settle(subject: 'ARTICLES' | 'SOURCES', version: string): Promise<void> {
  const changedAt = new Date(Date.now() - 60_000).toISOString();
  await service.table.client.send(
    new PutItemCommand({
      TableName: service.table.name,
      Item: { ...versionKey(subject), version: { S: version }, changedAt: { S: changedAt } },
    }),
  );
}

async function settleAll(version: string): Promise<void> {
  await Promise.all([settle('ARTICLES', version), settle('SOURCES', version)]);
}

/** @returns the answer, and which calls to the table it took */
async function get(name: string, route: string, tag?: string) {
  calls.length = 0;
  const path = route.replace('{id}', id);
  const headers = tag === undefined ? {} : { 'if-none-match': tag };
  const answer = await service.call(name, `GET ${path}`, { id }, { headers });
  return { ...answer, etag: answer.headers['etag'] ?? '', calls: [...calls] };
}

describe.each(ROUTES)('%s: GET %s', (name, route, subject) => {
  beforeEach(() => settleAll('v1'));

  it('says how it may be kept, and by which tag it is known', async () => {
    const { status, headers } = await get(name, route);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': route.startsWith('/feed') ? 'public, max-age=300' : 'public, no-cache',
      etag: expect.stringMatching(/^W\/"[\w-]{22}\.[\w-]{22}"$/),
      vary: 'accept-encoding',
    });
  });

  it('costs one small read where nothing has changed', async () => {
    const { etag, headers } = await get(name, route);
    const again = await get(name, route, etag);
    expect(again).toMatchObject({ status: 304, body: '', etag, calls: ['GetItemCommand'] });
    expect(again.headers['cache-control']).toBe(headers['cache-control']);
  });

  it('is read whole after a change of its own subject, and of no other', async () => {
    const { etag } = await get(name, route);
    // A reading that brings nothing changes how its source is doing, and no article.
    await service.runCycle();
    const again = await get(name, route, etag);
    if (subject === 'SOURCES') expect(again.calls.length).toBeGreaterThan(1);
    else expect(again.calls).toEqual(['GetItemCommand']);
  });

  it('does not take the tag of another URL for its own', async () => {
    const { etag } = await get(name, route);
    const other = route.startsWith('/sources') ? null : await get(name, `${route.split('?')[0]}`, etag);
    if (other !== null && route.includes('?')) expect(other.status).toBe(200);
    expect((await get(name, route, 'W/"."')).status).toBe(200);
  });
});

describe.each(ROUTES)('%s: GET %s', (name, route, subject) => {
  it('has the same content under a new version, by which it is known from then on', async () => {
    await settleAll('v1');
    const { etag } = await get(name, route);
    await settle(subject, 'v2');
    const again = await get(name, route, etag);
    expect(again.status).toBe(304);
    expect(again.calls.length).toBeGreaterThan(1);
    expect(again.etag).not.toBe(etag);
    expect((await get(name, route, again.etag)).calls).toEqual(['GetItemCommand']);
  });
});

describe('what has changed is shown at once', () => {
  it('a new article, when it is listed and when it can be found', async () => {
    await settleAll('v3');
    const [list, search, feed] = [
      await get('list', '/articles'),
      await get('list', '/articles?search=story'),
      await get('feed-out', '/feed.atom'),
    ];
    server.set('/one', stories(9));
    await service.trigger();
    await service.fetch();
    expect((await get('list', '/articles', list.etag)).status).toBe(200);
    expect((await get('feed-out', '/feed.atom', feed.etag)).status).toBe(200);
    expect((await get('list', '/articles?search=story', search.etag)).status).toBe(304);
    await settleAll('v4');
    const { etag } = await get('list', '/articles?search=story');
    await service.index();
    expect((await get('list', '/articles?search=story', etag)).status).toBe(200);
  });

  it('how a source is doing', async () => {
    await settleAll('v5');
    const { etag } = await get('sources', '/sources');
    server.set('/one', 'no feed');
    await service.runCycle();
    expect((await get('sources', '/sources', etag)).status).toBe(200);
  });

  it('a source that was added, changed, removed', async () => {
    server.set('/two', stories(1));
    const steps = [
      () =>
        service.call(
          'add-source',
          'POST /sources',
          {},
          { body: JSON.stringify({ url: server.url('/two') }) },
        ),
      () => service.call('change-source', 'PATCH /sources/one', { id: 'one' }, { body: '{"title":"First"}' }),
      () => service.call('remove-source', 'DELETE /sources/one', { id: 'one' }),
      () =>
        service.call(
          'opml-import',
          'POST /sources.opml',
          {},
          {
            body: '<opml version="2.0"><body><outline xmlUrl="https://three.example/feed"/></body></opml>',
          },
        ),
    ];
    for (const [number, step] of steps.entries()) {
      await settleAll(`step-${number}`);
      const sources = await get('sources', '/sources');
      expect((await step()).status).toBeLessThan(300);
      expect((await get('sources', '/sources', sources.etag)).status).toBe(200);
    }
  });

  it('that a source and its articles are gone', async () => {
    const { body } = await service.call('sources', 'GET /sources');
    const two = (body as { sources: { id: string }[] }).sources.map((source) => source.id)[0] ?? '';
    await service.runCycle();
    [{ id } = { id: '' }] = await service.articles(`source=${two}`);
    await settleAll('v6');
    const list = await get('list', `/articles?source=${two}`);
    const article = await get('article', '/articles/{id}');
    expect([list.status, article.status]).toEqual([200, 200]);
    await service.call('remove-source', `DELETE /sources/${two}`, { id: two });
    await service.fetch();
    expect(await get('list', `/articles?source=${two}`, list.etag)).toMatchObject({
      status: 200,
      body: { articles: [] },
    });
    expect(await get('article', '/articles/{id}', article.etag)).toMatchObject({
      status: 404,
      headers: { 'cache-control': 'no-store' },
    });
  });
});
