import type { JsonSchema } from '../../../functions/openapi/components';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { Asker, json } from './asker';
import { faultsOf, operations } from './described-api';
import { everyRoute } from './every-route';
import { ofMail, ofMembers } from './members-routes';
import { signIn } from './sign-in';

let service: Service;
let feeds: FeedServer;
const asker = new Asker();
const { ask, ids } = asker;

const ENTRIES = [
  {
    title: 'The lighthouse',
    link: 'https://example.com/lighthouse',
    date: '2026-11-20T08:00:00Z',
    description: 'A light at night',
    content: '<p>A light <b>at night</b> that is seen from far away, and by day a tower.</p>',
  },
  { title: 'The harbour', link: 'HTTPS://EXAMPLE.com/harbour', date: '2026-11-21T08:00:00Z' },
  { description: 'Neither title nor date' },
];

beforeAll(async () => {
  [service, feeds] = await Promise.all([startService(), FeedServer.start()]);
  feeds.set('/feed', rss(ENTRIES));
  feeds.set('/other', rss([], 'Another feed'));
  feeds.set('/nothing', 'plain');
  await service.addSources({ first: feeds.url('/feed'), second: feeds.url('/other') });
  asker.tokens['admin'] = 'the-admin-token';
  asker.tokens['reader'] = await signIn(service.table, 'ada@example.org');
  asker.tokens['member'] = asker.tokens['reader'];
  ids['GET /cycles/{id}'] = (await service.runCycle()).cycle;
  const [newest] = await service.articles('search=lighthouse');
  ids['GET /articles/{id}'] = newest?.id ?? '';
  ids['PATCH /sources/{id}'] = 'first';
  ids['DELETE /sources/{id}'] = 'second';
});

afterAll(async () => {
  await Promise.all([service.stop(), feeds.stop()]);
});

afterEach(() => jest.restoreAllMocks());

describe('what is read', () => {
  it('articles: all, a page of them, those that match, none', async () => {
    const { body } = await ask('GET /articles');
    expect((body as { articles: unknown[] }).articles).toHaveLength(3);
    expect((await ask('GET /articles', { query: '?limit=1' })).body).toMatchObject({
      next: expect.any(String),
    });
    await ask('GET /articles', { query: '?search=lighthouse&source=first&since=2026-11-01' });
    await ask('GET /articles', { query: '?source=unknown' });
  });

  it('one article with content', async () => {
    const { body } = await ask('GET /articles/{id}');
    expect(body).toMatchObject({ content: expect.stringContaining('from far away') });
  });

  it('one article without content', async () => {
    const [article] = await service.articles('search=harbour');
    expect((await ask('GET /articles/{id}', { id: article?.id })).body).toMatchObject({ content: null });
  });

  it.each(['GET /feed.atom', 'GET /feed.rss', 'GET /feed.json'])('%s', async (route) => {
    const full = await ask(route);
    const empty = await ask(route, { query: '?search=nowhere' });
    expect([full.status, empty.status]).toEqual([200, 200]);
  });

  it('the export as JSON and CSV', async () => {
    expect((await ask('GET /export')).body).toHaveLength(3);
    expect((await ask('GET /export', { query: '?format=csv' })).status).toBe(200);
  });

  it('the export as NDJSON, an article a line', async () => {
    const { body } = await ask('GET /export', { query: '?format=ndjson' });
    const articles = String(body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const schema: JsonSchema = { type: 'array', items: { $ref: '#/components/schemas/Article' } };
    expect(faultsOf(schema, articles)).toEqual([]);
  });

  it('sources: one that is well, one that fails, one that is new', async () => {
    await service.addSources({ lost: feeds.url('/lost') });
    await service.runCycle();
    await service.addSources({ fresh: feeds.url('/fresh') });
    const { body } = await ask('GET /sources');
    const { sources } = body as { sources: { status: string }[] };
    expect(new Set(sources.map(({ status }) => status))).toEqual(new Set(['ok', 'failing', 'never']));
  });

  it('sources as OPML', async () => {
    expect((await ask('GET /sources.opml')).status).toBe(200);
  });

  it('cycles: one that is done, one that is not', async () => {
    expect((await ask('GET /cycles/{id}')).body).toMatchObject({ finishedAt: expect.any(String) });
    const { body } = await ask('POST /fetch');
    const { cycle } = body as { cycle: string };
    expect((await ask('GET /cycles/{id}', { id: cycle })).body).toMatchObject({ finishedAt: null });
  });

  it('the document itself', async () => {
    expect((await ask('GET /openapi.json')).status).toBe(200);
  });
});

describe('what is changed', () => {
  it('a source is added, once', async () => {
    feeds.set('/third', rss(ENTRIES, 'Third'));
    const sent = json({ id: 'third', url: feeds.url('/third'), every: 60 });
    expect((await ask('POST /sources', sent)).status).toBe(201);
    expect((await ask('POST /sources', sent)).status).toBe(409);
  });

  it('what is no source is not added', async () => {
    expect((await ask('POST /sources', json({ url: feeds.url('/nothing') }))).status).toBe(422);
    const { status, body } = await ask(
      'POST /sources',
      json({ url: 'ftp://example.com', auth: { type: 'x' } }),
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ name: 'url' }, { name: 'auth.type' }] });
    expect((await ask('POST /sources', { body: '{' })).status).toBe(400);
  });

  it('a source is changed, if it still is one', async () => {
    const change = (patch: unknown) => ask('PATCH /sources/{id}', json(patch));
    expect((await change({ title: 'Mine', categories: ['Sea'] })).body).toMatchObject({ title: 'Mine' });
    expect((await change({ title: null })).status).toBe(200);
    expect((await change({ url: feeds.url('/other') })).status).toBe(409);
    expect((await change({ url: feeds.url('/nothing') })).status).toBe(422);
    expect((await change({ every: 0 })).status).toBe(400);
  });

  it('only JSON is taken for JSON', async () => {
    for (const route of ['POST /sources', 'PATCH /sources/{id}']) {
      const sent = { body: '<a/>', headers: { 'content-type': 'application/xml' } };
      expect((await ask(route, sent)).status).toBe(415);
    }
  });

  it('OPML is taken in', async () => {
    const body = '<opml version="2.0"><body><outline xmlUrl="https://a.example/"/><outline/></body></opml>';
    expect((await ask('POST /sources.opml', { body })).status).toBe(200);
    expect((await ask('POST /sources.opml', { body: 'plain' })).status).toBe(400);
  });

  it('a source is removed', async () => {
    expect((await ask('DELETE /sources/{id}')).status).toBe(202);
  });
});

const routes = [...operations].filter(([, operation]) => !ofMembers(operation) && !ofMail(operation));

describe('what every route has', () => {
  everyRoute(asker, routes);

  it.each(routes.filter(([, { responses }]) => responses['304']))(
    '%s is asked about again',
    async (route) => {
      // What has just changed has no tag that lasts: OPML, for one, says when it was made.
      const now = Date.now();
      jest.spyOn(Date, 'now').mockImplementation(() => now + 20_000);
      const { headers } = await ask(route);
      const again = await ask(route, { headers: { 'if-none-match': headers['etag'] ?? '' } });
      expect([again.status, again.headers['etag']]).toEqual([304, headers['etag']]);
    },
  );

  it.each(routes.filter(([, { responses }]) => responses['404']))('%s may find nothing', async (route) => {
    const sent = route.includes('{id}') ? { id: 'nothing' } : { query: '?source=nothing' };
    expect((await ask(route, { ...json({}), ...sent })).status).toBe(404);
  });

  it.each(routes.filter(([, { responses }]) => responses['402'] ?? responses['403']))(
    '%s is not for every reader',
    async (route) => {
      process.env['NEWSREEL_PAID'] = 'true';
      const { status } = await ask(route, { headers: { authorization: `Bearer ${asker.tokens['reader']}` } });
      expect(status).toBe(route === 'GET /export' ? 402 : 403);
      delete process.env['NEWSREEL_PAID'];
    },
  );

  it('answers in all the ways that are documented', () => {
    expect(asker.seenOf(routes)).toEqual(asker.documentedOf(routes));
  });
});
