import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiHandler } from '../../../functions/http/api';
import type { JsonSchema } from '../../../functions/openapi/components';
import { FeedServer, rss } from '../../feed-server';
import { request } from '../../request';
import { type Service, startService } from '../../service';
import { faultsOf, operationOf, operations, resolved } from './described-api';

/** The function behind each route, by its folder. That the stack has the same is for stack.test.ts to say. */
const HANDLERS: Record<string, string> = {
  'GET /articles': 'list',
  'GET /articles/{id}': 'article',
  'GET /feed.atom': 'feed-out',
  'GET /feed.rss': 'feed-out',
  'GET /feed.json': 'feed-out',
  'GET /export': 'export',
  'GET /sources': 'sources',
  'POST /sources': 'add-source',
  'PATCH /sources/{id}': 'change-source',
  'DELETE /sources/{id}': 'remove-source',
  'GET /sources.opml': 'opml-export',
  'POST /sources.opml': 'opml-import',
  'POST /fetch': 'trigger',
  'GET /cycles/{id}': 'cycles',
  'GET /openapi.json': 'openapi',
};

let service: Service;
let feeds: FeedServer;
/** ids of what there is to ask for, by route */
const ids: Record<string, string> = {};
/** routes with the statuses that they answered with */
const seen = new Set<string>();

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

interface Sent {
  query?: string;
  id?: string | undefined;
  headers?: Record<string, string>;
  body?: string;
}

interface Answered {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Asks a route, and holds its answer against the document: status, type, headers, and every field. */
async function ask(route: string, { query = '', id = ids[route], headers = {}, body }: Sent = {}) {
  const { handler } = (await import(`../../../functions/${HANDLERS[route]}/handler`)) as {
    handler: ApiHandler;
  };
  const result = await handler(
    request(`${route}${query}`, {
      headers: { authorization: 'Bearer the-admin-token', ...headers },
      ...(id !== undefined && { pathParameters: { id } }),
      ...(body !== undefined && { body }),
    }),
  );
  seen.add(`${route} ${result.statusCode}`);
  const answered = parsed(result);
  expect({ route, faults: faultsOfAnswer(route, answered) }).toEqual({ route, faults: [] });
  return answered;
}

function parsed({ statusCode = 0, headers = {}, body = '' }: APIGatewayProxyStructuredResultV2): Answered {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const isJson = /^application\/([\w.-]+\+)?json\b/.test(named['content-type'] ?? '');
  return { status: statusCode, headers: named, body: isJson ? JSON.parse(body) : body };
}

function faultsOfAnswer(route: string, { status, headers, body }: Answered): string[] {
  const response = operationOf(route).responses[status];
  if (response === undefined) return [`${status} is not documented`];
  const { content, headers: documented = {} } = resolved(response);
  const missing = Object.keys(documented)
    .filter((name) => name !== 'Link' && headers[name.toLowerCase()] === undefined)
    .map((name) => `no header ${name}`);
  const wrong = Object.entries(documented).flatMap(([name, header]) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : faultsOf(resolved(header).schema, value);
  });
  if (content === undefined) return [...missing, ...wrong, ...(body === '' ? [] : ['a body'])];
  const type = headers['content-type']?.split(';')[0] ?? '';
  const media = content[type];
  return [
    ...missing,
    ...wrong,
    ...(media === undefined ? [`the type ${type}`] : faultsOf(media.schema, body)),
  ];
}

const json = (value: unknown): Sent => ({ body: JSON.stringify(value) });

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

describe('what every route has', () => {
  const all = [...operations];

  it.each(all)('%s knows no other parameter', async (route) => {
    expect((await ask(route, { query: '?unheard-of=1' })).status).toBe(400);
  });

  it.each(all.filter(([, { security }]) => security))('%s needs a token', async (route) => {
    expect((await ask(route, { headers: { authorization: 'Bearer another' } })).status).toBe(401);
  });

  it.each(all.filter(([, { requestBody }]) => requestBody))('%s takes up to 4 MB', async (route) => {
    expect((await ask(route, { body: ' '.repeat(4 * 1024 * 1024 + 1) })).status).toBe(413);
  });

  it.each(all.filter(([, { responses }]) => responses['304']))('%s is asked about again', async (route) => {
    const { headers } = await ask(route);
    const again = await ask(route, { headers: { 'if-none-match': headers['etag'] ?? '' } });
    expect([again.status, again.headers['etag']]).toEqual([304, headers['etag']]);
  });

  it.each(all.filter(([, { responses }]) => responses['404']))('%s may find nothing', async (route) => {
    const sent = route.includes('{id}') ? { id: 'nothing' } : { query: '?source=nothing' };
    expect((await ask(route, { ...json({}), ...sent })).status).toBe(404);
  });

  it.each(all)('%s may fail', async (route) => {
    const log = jest.spyOn(console, 'error').mockImplementation();
    // What no gateway sends, so that nothing is ready for it.
    const body = 1 as unknown as string;
    expect((await ask(route, { body })).status).toBe(500);
    expect(log).toHaveBeenCalledTimes(1);
  });

  it('answers in all the ways that are documented', () => {
    const documented = all.flatMap(([route, { responses }]) =>
      Object.keys(responses).map((status) => `${route} ${status}`),
    );
    expect([...seen].sort()).toEqual(documented.sort());
  });
});
