import type { JsonSchema } from '../../../functions/openapi/components';
import { scriptOf } from '../../../functions/pages/script';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { Asker } from './asker';
import { faultsOf, operations } from './described-api';
import { everyRoute } from './every-route';
import { ofAdmin, ofMail, ofMembers } from './members-routes';
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
  await service.addSources({ first: feeds.url('/feed'), second: feeds.url('/other') });
  asker.tokens['reader'] = await signIn(service.table, 'ada@example.org');
  asker.tokens['member'] = asker.tokens['reader'];
  await service.runCycle();
  const [newest] = await service.articles('search=lighthouse');
  ids['GET /articles/{id}'] = newest?.id ?? '';
  ids['GET /read/{id}'] = newest?.id ?? '';
  ids['GET /from/{id}'] = 'first';
  ids['GET /assets/{file}'] = scriptOf('reading').file;
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

  it.each(['GET /', 'GET /read/{id}', 'GET /from', 'GET /from/{id}', 'GET /assets/{file}', 'GET /sw.js'])(
    '%s',
    async (route) => {
      expect((await ask(route)).status).toBe(200);
    },
  );

  it('the document itself', async () => {
    expect((await ask('GET /openapi.json')).status).toBe(200);
  });
});

const routes = [...operations].filter(
  ([, operation]) => !ofMembers(operation) && !ofMail(operation) && !ofAdmin(operation),
);

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
    expect((await ask(route, { id: 'nothing' })).status).toBe(404);
  });

  it.each(routes.filter(([, { responses }]) => responses['402']))(
    '%s is not for every reader',
    async (route) => {
      process.env['NEWSREEL_PAID'] = 'true';
      const { status } = await ask(route, { headers: { authorization: `Bearer ${asker.tokens['reader']}` } });
      expect(status).toBe(402);
      delete process.env['NEWSREEL_PAID'];
    },
  );

  it('answers in all the ways that are documented', () => {
    expect(asker.seenOf(routes)).toEqual(asker.documentedOf(routes));
  });
});
