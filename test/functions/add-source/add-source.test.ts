import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListedSource } from '../../../functions/sources/source';
import { writeItems } from '../../../functions/table/batch';
import { sourceKey } from '../../../functions/table/keys';
import { FeedServer, rss } from '../../feed-server';
import { type Sent, type Service, startService } from '../../service';

let service: Service;
let feeds: FeedServer;
/** of another origin */
let others: FeedServer;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  [feeds, others] = [await FeedServer.start(), await FeedServer.start()];
});
afterEach(async () => {
  await Promise.all([feeds.stop(), others.stop()]);
  const keys = (await stored()).map(({ SK }) => sourceKey(SK?.S ?? ''));
  await writeItems(service.table, [], keys);
});

const FEED = rss([{ title: 'One', link: 'https://example.com/1' }], 'The feed');
const page = (head: string, body = '') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const link = (href: string, title = '') =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;

const answer =
  (status: number, headers: Record<string, string>, body: string | Buffer = '') =>
  (_: unknown, response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);
const html = (text: string, headers: Record<string, string> = {}) =>
  answer(200, { 'content-type': 'text/html; charset=utf-8', ...headers }, text);

interface Answered {
  status: number;
  body: ListedSource & { detail: string; errors?: { name: string; detail: string }[] };
}
const send = (body: string | Buffer, headers: Sent['headers'] = {}) =>
  service.call('add-source', 'POST /sources', {}, { body, headers }) as Promise<Answered>;
const post = (source: unknown) => send(JSON.stringify(source));
const refused = async (source: unknown): Promise<string> => {
  const { status, body } = await post(source);
  expect([status, await stored()]).toEqual([422, []]);
  return body.detail;
};
const stored = () => service.table.items('SOURCES');

describe('a feed', () => {
  it('becomes a source, due at once, under an id made from its host', async () => {
    feeds.set('/feed', FEED);
    const { status, body } = await post({ url: feeds.url('/feed'), every: 60, categories: ['News'] });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: '127-0-0-1',
      title: 'The feed',
      url: feeds.url('/feed'),
      homepage: 'https://example.com/',
      status: 'never',
      lastFetchedAt: null,
      nextFetchAt: null,
      lastError: null,
      entries: 0,
    });
    expect(await service.source('127-0-0-1')).toEqual(body);
    expect(feeds.requests).toEqual(['/feed']);
  });

  it('has the id and the title that its keeper gave it', async () => {
    feeds.set('/feed', FEED);
    expect((await post({ id: 'mine', title: 'My own', url: feeds.url('/feed') })).body).toMatchObject({
      id: 'mine',
      title: 'My own',
    });
  });

  it('is fetched by the next cycle', async () => {
    feeds.set('/feed', FEED);
    await post({ id: 'cycled', url: feeds.url('/feed') });
    expect(await service.runCycle()).toMatchObject({ sources: 1, failed: 0, newArticles: 1 });
  });

  it('is there already, under whatever spelling', async () => {
    feeds.set('/feed', FEED);
    await post({ id: 'first', url: feeds.url('/feed') });
    feeds.requests.length = 0;
    const host = `127.0.0.1:${feeds.port}`;
    for (const url of [
      `http://${host}/feed`,
      `https://${host}/feed`,
      `feed://${host}/feed/`,
      `http://${host}/x/../feed#top`,
      `http://${host}/f%65ed?utm_source=x`,
      `HTTP://${host}//../feed?`,
    ]) {
      const { status, body } = await post({ url });
      expect([url, status, body.detail]).toEqual([url, 409, expect.stringContaining('the source first')]);
    }
    expect(feeds.requests).toEqual([]);
    expect(await stored()).toHaveLength(1);
  });

  it('cannot have the id of another', async () => {
    feeds.set('/feed', FEED);
    feeds.set('/feed2', FEED);
    await post({ id: 'taken', url: feeds.url('/feed') });
    const { status, body } = await post({ id: 'taken', url: feeds.url('/feed2') });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('id taken')]);
    expect((await post({ url: feeds.url('/feed2') })).body.id).toBe('127-0-0-1');
    feeds.set('/feed3', FEED);
    expect((await post({ url: feeds.url('/feed3') })).body.id).toBe('127-0-0-1-2');
  });

  it('that comes many times at once is taken once', async () => {
    feeds.set('/feed', FEED);
    feeds.set('/other', FEED);
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => post({ url: feeds.url('/feed') })),
      ...['a', 'b'].map((id) => post({ id, url: feeds.url('/feed') })),
      post({ url: feeds.url('/other') }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    expect((await stored()).map(({ url }) => url?.S).sort()).toEqual([
      feeds.url('/feed'),
      feeds.url('/other'),
    ]);
  });

  it('that has moved for good is asked where it was for now, and may be there already', async () => {
    feeds.set('/feed', FEED);
    feeds.set('/old', answer(301, { location: '/feed' }));
    feeds.set('/now-and-then', answer(302, { location: '/feed' }));
    expect((await post({ id: 'moved', url: feeds.url('/old') })).body.url).toBe(feeds.url('/old'));
    for (const path of ['/old', '/feed', '/now-and-then']) {
      const { status, body } = await post({ url: feeds.url(path) });
      expect([status, body.detail]).toEqual([409, expect.stringContaining('the source moved')]);
    }
  });
});

describe('a JSON API', () => {
  const ITEMS = JSON.stringify({
    hits: [{ objectID: 1, title: 'One', link: { href: 'https://example.com/1' } }],
  });
  const MAP = { items: 'hits', id: 'objectID', title: 'title', url: 'link.href' };

  it('becomes a source by its map', async () => {
    feeds.set('/api', ITEMS);
    const { status } = await post({ id: 'api', kind: 'json', url: feeds.url('/api'), map: MAP });
    expect(status).toBe(201);
    expect(await service.runCycle()).toMatchObject({ failed: 0, newArticles: 1 });
  });

  it('is asked for JSON, when it is added and when it is fetched', async () => {
    const accepted: string[] = [];
    feeds.set('/api', ({ headers }, response) => {
      accepted.push(headers.accept ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end(ITEMS);
    });
    await post({ id: 'api', kind: 'json', url: feeds.url('/api'), map: MAP });
    await service.runCycle();
    expect(accepted).toHaveLength(2);
    for (const header of accepted) expect(header).toMatch(/^application\/json,/);
  });

  it('does not where its map matches nothing', async () => {
    feeds.set('/api', ITEMS);
    const detail = await refused({ kind: 'json', url: feeds.url('/api'), map: { ...MAP, items: 'list' } });
    expect(detail).toContain('list');
    expect(
      await refused({ kind: 'json', url: feeds.url('/api'), map: { items: 'hits', title: 'name' } }),
    ).toContain('name');
  });

  it('is not looked for on a page', async () => {
    feeds.set('/page', html(page(link('/feed'))));
    feeds.set('/feed', FEED);
    expect(await refused({ kind: 'json', url: feeds.url('/page'), map: MAP })).toContain('not JSON');
    expect(feeds.requests).toEqual(['/page']);
  });
});

describe('a web page', () => {
  it('has its feed found, by a relative link', async () => {
    feeds.set('/blog/', html(page(link('feed.xml'))));
    feeds.set('/blog/feed.xml', FEED);
    const { status, body } = await post({ url: feeds.url('/blog/') });
    expect([status, body.url, body.title]).toEqual([201, feeds.url('/blog/feed.xml'), 'The feed']);
  });

  it('has its main feed taken of several', async () => {
    const links = [link('/comments/feed', 'Comments'), link('/broken'), link('/main'), link('/second')];
    feeds.set('/several', html(page(links.join(''))));
    feeds.set('/comments/feed', FEED);
    feeds.set('/broken', html(page('')));
    feeds.set('/main', FEED);
    feeds.set('/second', FEED);
    expect((await post({ url: feeds.url('/several') })).body.url).toBe(feeds.url('/main'));
  });

  it('may name it in a header', async () => {
    feeds.set('/headed', html(page(''), { link: '</main>; rel="alternate"; type="application/atom+xml"' }));
    feeds.set('/main', FEED);
    expect((await post({ url: feeds.url('/headed') })).body.url).toBe(feeds.url('/main'));
  });

  it('may have it where its links lead, or where its software puts it', async () => {
    feeds.set('/linking', html(page('', '<a href="/news/rss">RSS</a>')));
    feeds.set('/news/rss', FEED);
    expect((await post({ url: feeds.url('/linking') })).body.url).toBe(feeds.url('/news/rss'));
    others.set('/', html(page('<meta name="generator" content="Hugo 0.1">')));
    others.set('/index.xml', rss([], 'Hugo'));
    expect((await post({ url: others.url('/') })).body.url).toBe(others.url('/index.xml'));
    expect(others.requests).toEqual(['/', '/index.xml']);
  });

  it('has a feed that is there already', async () => {
    feeds.set('/blog/', html(page(link('/feed'))));
    feeds.set('/feed', FEED);
    await post({ id: 'there', url: feeds.url('/feed') });
    const { status, body } = await post({ url: feeds.url('/blog/') });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('the source there')]);
  });

  it('without a feed is none, after a dozen tries', async () => {
    feeds.set('/nothing', html(page('')));
    expect(await refused({ url: feeds.url('/nothing') })).toMatch(/web page, and no feed/);
    expect(feeds.requests.length).toBeLessThanOrEqual(13);
  });

  it('is not what a server calls one: a broken feed is told as such', async () => {
    const broken = '<rss version="2.0"><channel><title>x';
    feeds.set('/broken', html(broken));
    expect(await refused({ url: feeds.url('/broken') })).toMatch(/feed is broken/);
    feeds.set('/page', html(page(link('/broken'))));
    expect(await refused({ url: feeds.url('/page') })).toMatch(/names .*\/broken, but: The feed is broken/);
  });

  it('is left alone by a server that has had enough', async () => {
    feeds.set('/strict', html(page(link('/limited') + link('/feed'))));
    feeds.set('/limited', answer(429, { 'retry-after': '60' }));
    await refused({ url: feeds.url('/strict') });
    expect(feeds.requests).toEqual(['/strict', '/limited']);
  });

  it('cannot send us to where no source may live', async () => {
    feeds.set(
      '/luring',
      html(page(link('http://169.254.169.254/latest/meta-data') + link('http://10.0.0.1/'))),
    );
    expect(await refused({ url: feeds.url('/luring') })).toMatch(
      /no feed .*169\.254\.169\.254.* not allowed/,
    );
  });
});

describe('a login', () => {
  const AUTH = { type: 'basic', username: 'me', password: { secret: 'feed-password' } };
  const closed =
    (body: string, type = 'application/xml') =>
    (request: IncomingMessage, response: ServerResponse) => {
      const isIn = request.headers.authorization === `Basic ${Buffer.from('me:word').toString('base64')}`;
      response.writeHead(isIn ? 200 : 401, { 'content-type': type }).end(isIn ? body : '');
    };

  it('is used to ask', async () => {
    service.secrets.set('feed-password', 'word');
    feeds.set('/closed', closed(FEED));
    expect(await refused({ url: feeds.url('/closed') })).toContain('does not let us in (HTTP 401)');
    expect((await post({ id: 'closed', url: feeds.url('/closed'), auth: AUTH })).status).toBe(201);
  });

  it('by a token is got at the login server, once for all that use it', async () => {
    service.secrets.set('client-password', 'word');
    const token = JSON.stringify({ access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 });
    others.set('/token', answer(200, { 'content-type': 'application/json' }, token));
    const auth = {
      type: 'oauth2',
      tokenUrl: others.url('/token'),
      clientId: 'newsreel',
      clientSecret: { secret: 'client-password' },
    };
    for (const path of ['/one', '/two']) {
      feeds.set(path, ({ headers }, response) => {
        const isIn = headers.authorization === 'Bearer a-token';
        response.writeHead(isIn ? 200 : 401, { 'content-type': 'application/xml' }).end(isIn ? FEED : '');
      });
      expect((await post({ id: path.slice(1), url: feeds.url(path), auth })).status).toBe(201);
    }
    expect(others.requests).toEqual(['/token']);
  });

  it('stays with its origin, found feeds included', async () => {
    service.secrets.set('feed-password', 'word');
    const seen: (string | undefined)[] = [];
    feeds.set('/closed-page', closed(page(link(others.url('/open'))), 'text/html'));
    others.set('/open', (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200).end(FEED);
    });
    const { body } = await post({ id: 'open', url: feeds.url('/closed-page'), auth: AUTH });
    expect([body.url, seen]).toEqual([others.url('/open'), [undefined]]);
    const [item] = await stored();
    expect(item).not.toHaveProperty('auth');
  });

  it('whose secret is missing is no reason to refuse: the source fails until it is there', async () => {
    feeds.set('/closed', closed(FEED));
    const auth = { type: 'bearer', token: { secret: 'not-there' } };
    const { status, body } = await post({ id: 'waiting', url: feeds.url('/closed'), auth });
    expect([status, body.status]).toEqual([201, 'never']);
    expect(feeds.requests).toEqual([]);
    await service.runCycle();
    expect(await service.source('waiting')).toMatchObject({
      status: 'failing',
      lastError: expect.stringContaining('not-there'),
    });
  });

  it('that is written plainly is refused and not repeated', async () => {
    const { status, body } = await post({
      url: feeds.url('/feed'),
      auth: { ...AUTH, password: 'hunter2' },
      headers: { 'x-api-key': 'hunter3' },
    });
    expect(status).toBe(400);
    expect(body.errors?.map(({ name }) => name)).toEqual(['auth.password', 'headers.x-api-key']);
    expect(JSON.stringify(body)).not.toMatch(/hunter/);
    const inUrl = await post({ url: 'https://me:hunter2@example.com/feed' });
    expect(inUrl.status).toBe(400);
    expect(inUrl.body.detail).toContain('auth');
    expect(JSON.stringify(inUrl.body)).not.toMatch(/hunter/);
    expect(await stored()).toEqual([]);
  });
});

describe('what cannot be a source', () => {
  it.each(['http://10.0.0.1/feed', 'http://169.254.169.254/', 'http://[::1]/', 'http://0x0a000001/'])(
    'is at %s, an address that is not allowed',
    async (url) => {
      expect(await refused({ url })).toContain('not allowed');
    },
  );

  it('leads to such an address', async () => {
    feeds.set('/luring', answer(302, { location: 'http://10.0.0.1/' }));
    expect(await refused({ url: feeds.url('/luring') })).toContain('not allowed');
  });

  it('cannot be reached, or is not there', async () => {
    const gone = await FeedServer.start();
    const url = gone.url('/feed');
    await gone.stop();
    expect(await refused({ url })).toContain('refuses the connection');
    expect(await refused({ url: feeds.url('/not-there') })).toContain('HTTP 404');
  });

  it('is no feed', async () => {
    feeds.set(
      '/picture',
      answer(200, { 'content-type': 'image/png' }, Buffer.from([0x89, 0x50, 0x4e, 0x47])),
    );
    feeds.set('/other.xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    feeds.set('/api.json', '{"hits":[]}');
    expect(await refused({ url: feeds.url('/picture') })).toContain('not a feed');
    expect(await refused({ url: feeds.url('/other.xml') })).toContain('<svg>');
    expect(await refused({ url: feeds.url('/api.json') })).toContain('JSON');
  });

  it('never ends', async () => {
    feeds.set('/endless', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    expect(await refused({ url: feeds.url('/endless') })).toContain('larger than');
  });
});

describe('a body', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /none/],
    ['not JSON', '{"url":', /not JSON/],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /not JSON/],
    ['a list', '[]', /object/],
    ['a text', '"https://example.com/"', /object/],
    ['without a URL', '{}', /url must be a string/],
    ['with what we do not know', '{"url":"https://example.com/","colour":"red"}', /colour is not a field/],
    ['of wrong types', '{"url":7,"every":"x","categories":{}}', /url .*every .*categories /],
    ['with a map for a feed', '{"url":"https://example.com/","map":{"title":"t"}}', /map is for/],
  ])('%s is refused', async (_, body, detail) => {
    const answered = await send(body);
    expect(answered.status).toBe(400);
    expect(answered.body.detail).toMatch(detail);
    expect(await stored()).toEqual([]);
  });

  it('names each field that is wrong', async () => {
    const { body } = await send('{"url":7,"every":0}');
    expect(body.errors).toEqual([
      { name: 'url', detail: 'must be a string' },
      { name: 'every', detail: 'must be 1 or more' },
    ]);
  });

  it('may come with any type that JSON comes with, and with no other', async () => {
    const body = Buffer.from('{}');
    for (const type of ['application/json; charset=utf-8', 'application/merge-patch+json', 'text/plain']) {
      expect((await send(body, { 'content-type': type })).status).toBe(400);
    }
    for (const type of ['application/xml', 'multipart/form-data; boundary=x', 'image/png']) {
      expect((await send(body, { 'content-type': type })).status).toBe(415);
    }
  });
});

it('needs the admin', async () => {
  for (const authorization of ['', 'Bearer wrong']) {
    expect((await send('{}', { authorization })).status).toBe(401);
  }
});
