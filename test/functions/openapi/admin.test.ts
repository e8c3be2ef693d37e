import { signAdminSession } from '../../../functions/admin/session';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { Asker, as, bothProblems, form, json, PAGE, type Sent } from './asker';
import { operations } from './described-api';
import { everyRoute } from './every-route';
import { ofAdmin, ofMail } from './members-routes';
import { signIn } from './sign-in';

const asker = new Asker();
const { ask, both, ids, samples } = asker;
const routes = [...operations].filter(([, operation]) => ofAdmin(operation) && !ofMail(operation));

let service: Service;
let feeds: FeedServer;
let reader: string;

beforeAll(async () => {
  [service, feeds] = await Promise.all([startService(), FeedServer.start()]);
  feeds.set('/feed', rss([{ title: 'The lighthouse', link: 'https://example.com/lighthouse' }]));
  feeds.set('/other', rss([], 'Another feed'));
  feeds.set('/nothing', 'plain');
  await service.addSources({ first: feeds.url('/feed'), second: feeds.url('/other') });
  asker.tokens['admin'] = 'the-admin-token';
  asker.cookies['admin'] = [`__Host-newsreel-admin=${await signAdminSession('the-admin-token', Date.now())}`];
  reader = await signIn(service.table, 'ada@example.org');
  ids['GET /cycles/{id}'] = (await service.runCycle()).cycle;
  ids['PATCH /sources/{id}'] = 'first';
  ids['DELETE /sources/{id}'] = 'second';
  samples['POST /admin/sign-in'] = form({ token: 'another' });
});

afterAll(() => Promise.all([service.stop(), feeds.stop()]));

afterEach(() => jest.restoreAllMocks());

const BOUNDARY = '----WebKitFormBoundaryq0Zr5d1bM8yKfT3v';

/** A form with a file. */
const upload = (file: string): Sent => ({
  body: `--${BOUNDARY}\r\nContent-Disposition: form-data; name="opml"; filename="a.opml"\r\n\r\n${file}\r\n--${BOUNDARY}--\r\n`,
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
});

const OPML = '<opml version="2.0"><body><outline xmlUrl="https://a.example/"/><outline/></body></opml>';

/** What each route takes a form of. */
const FORMS: [route: string, sent: Sent][] = [
  ['POST /sources', form({ url: 'https://never.example/' })],
  ['POST /fetch', form({})],
  ['POST /sources/{id}/remove', { ...form({}), id: 'first' }],
  ['POST /sources.opml', upload(OPML)],
];

describe('sources', () => {
  it('one is added, once', async () => {
    feeds.set('/third', rss([], 'Third'));
    const sent = json({ id: 'third', url: feeds.url('/third'), every: 60 });
    expect((await ask('POST /sources', sent)).status).toBe(201);
    expect(await both('POST /sources', { url: feeds.url('/third') })).toEqual(bothProblems(409));
  });

  it('one is added by a form', async () => {
    feeds.set('/fourth', rss([], 'Fourth'));
    const { status, headers } = await ask('POST /sources', form({ id: 'fourth', url: feeds.url('/fourth') }));
    expect([status, headers['location']]).toEqual([303, '/admin?added=fourth']);
  });

  it('what is none is not added', async () => {
    expect(await both('POST /sources', { url: feeds.url('/nothing') })).toEqual(bothProblems(422));
    const { status, body } = await ask(
      'POST /sources',
      json({ url: 'ftp://example.com', auth: { type: 'x' } }),
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ name: 'url' }, { name: 'auth.type' }] });
    expect((await ask('POST /sources', { body: '{' })).status).toBe(400);
  });

  it('one is changed, if it still is one', async () => {
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

  it('OPML is taken in, as it is and by a form', async () => {
    expect((await ask('POST /sources.opml', { body: OPML })).status).toBe(200);
    expect((await ask('POST /sources.opml', { body: 'plain' })).status).toBe(400);
    const { status, headers } = await ask('POST /sources.opml', upload(OPML));
    expect([status, headers['location']]).toEqual([303, '/admin?imported=0.1.0']);
    expect((await ask('POST /sources.opml', upload('plain'))).status).toBe(400);
  });

  it('one is removed', async () => {
    expect((await ask('DELETE /sources/{id}')).status).toBe(202);
    expect((await ask('POST /sources/{id}/remove', { id: 'third' })).status).toBe(202);
    const { status, headers } = await ask('POST /sources/{id}/remove', { ...form({}), id: 'fourth' });
    expect([status, headers['location']]).toEqual([303, '/admin?removed=fourth']);
  });
});

describe('cycles', () => {
  it('one that is done, one that is not', async () => {
    expect((await ask('GET /cycles/{id}')).body).toMatchObject({ finishedAt: expect.any(String) });
    const { body } = await ask('POST /fetch');
    const { cycle } = body as { cycle: string };
    expect((await ask('GET /cycles/{id}', { id: cycle })).body).toMatchObject({ finishedAt: null });
  });

  it('one is started by a form', async () => {
    const { status, headers } = await ask('POST /fetch', form({}));
    expect([status, headers['location']]).toEqual([303, expect.stringMatching(/^\/admin\?cycle=\w{26}$/)]);
  });
});

describe('the page', () => {
  it('is for who has shown the token, until they sign out', async () => {
    expect((await ask('GET /admin')).status).toBe(200);
    expect((await ask('GET /admin', { cookies: asker.cookies['admin'] ?? [] })).status).toBe(200);
    expect((await ask('GET /admin', as(reader))).status).toBe(401);
    const { status, headers } = await ask('POST /admin/sign-in', form({ token: 'the-admin-token' }));
    expect([status, headers['location']]).toEqual([303, '/admin']);
    expect((await ask('POST /admin/sign-out', form({}))).headers).toMatchObject({ location: '/' });
  });

  it('signs nobody in or out for the page of another site', async () => {
    const evil = (sent: Sent): Sent => ({
      ...sent,
      headers: { ...sent.headers, origin: 'https://evil.example' },
    });
    for (const route of ['POST /admin/sign-in', 'POST /admin/sign-out'])
      expect(await both(route, { token: 'the-admin-token' }, evil)).toEqual(bothProblems(403));
  });
});

describe('what every route has', () => {
  everyRoute(asker, routes);

  it.each(routes.filter(([, { responses }]) => responses['404']))('%s may find nothing', async (route) => {
    const sent = route.includes('{id}') ? { id: 'nothing' } : { query: '?source=nothing' };
    expect((await ask(route, { ...json({}), ...sent })).status).toBe(404);
  });

  it.each(routes.filter(([, { security, responses }]) => security && responses['403']))(
    '%s is not for readers',
    async (route) => {
      expect((await ask(route, as(reader))).status).toBe(403);
    },
  );

  it.each(FORMS)('%s tells who sends a form by a page what is wrong', async (route, sent) => {
    const nobody = await ask(route, { ...sent, cookies: [] });
    expect([nobody.status, nobody.headers['content-type']]).toEqual([401, PAGE]);
    const other = await ask(route, { ...sent, cookies: [`__Host-newsreel=${reader}`] });
    expect([other.status, other.headers['content-type']]).toEqual([403, PAGE]);
  });

  it('says by a page that there is nothing', async () => {
    expect((await ask('POST /fetch', { ...form({}), query: '?source=nothing' })).status).toBe(404);
    expect((await ask('POST /sources/{id}/remove', { ...form({}), id: 'nothing' })).status).toBe(404);
  });

  it('answers in all the ways that are documented', () => {
    expect(asker.seenOf(routes)).toEqual(asker.documentedOf(routes));
  });
});
