import { recordStanding } from '../../../functions/mail-events/record';
import { scriptOf } from '../../../functions/pages/script';
import { type Address, parseAddress, readerOf } from '../../../functions/readers/address';
import { FeedServer, type RssItem, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { signIn } from '../openapi/sign-in';
import { daysIn, linkIn, open, titlesIn } from './reader';

const NOW = Date.parse('2026-11-23T20:00:00Z');
/** What would end an attribute, of the signs that plain text may hold. */
const HOSTILE = `" onfocus="alert(1)" x='&amp;amp;`;
const TYPED = '"><script>alert(1)</script>';

let service: Service;
let feeds: FeedServer;
/** what the clock says in the functions */
let now = NOW;

const harbour: RssItem[] = [
  {
    title: 'The fog bell',
    link: 'https://www.harbour.example/bell',
    date: '2026-11-23T18:30:00Z',
    description: 'It rings at night.',
    content: '<h1>The bell</h1><p>It rings <b>at night</b>.</p><script>alert(3)</script><img src="bell.png">',
  },
  { title: 'The ferry', link: 'https://harbour.example/ferry', date: '2026-11-22T23:30:00Z' },
  { title: 'القطار الأخير', link: 'https://harbour.example/train', date: '2026-11-20T08:00:00Z' },
];
const hills: RssItem[] = [
  {
    title: `Goats ${HOSTILE}`,
    link: 'https://hills.example/goats',
    date: '2026-11-21T08:00:00Z',
    description: HOSTILE,
  },
];
const many = Array.from({ length: 120 }, (_, index) => ({
  title: `Lamp ${index}`,
  link: `https://lamps.example/${index}`,
  date: new Date(NOW - 40 * 86_400_000 - index * 60_000),
}));

beforeAll(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  [service, feeds] = await Promise.all([startService(), FeedServer.start()]);
  feeds.set('/harbour', rss(harbour, 'Harbour &amp; Mole'));
  feeds.set('/hills', rss(hills, `Hills ${HOSTILE}`));
  feeds.set('/lamps', rss(many, 'Lamps'));
  await service.addSources({
    harbour: feeds.url('/harbour'),
    hills: feeds.url('/hills'),
    lamps: feeds.url('/lamps'),
    lost: feeds.url('/lost'),
  });
  await service.runCycle();
  // What was changed a moment ago is not yet taken for lasting.
  now += 60_000;
});
afterAll(async () => {
  jest.restoreAllMocks();
  await Promise.all([service.stop(), feeds.stop()]);
});

describe('the front page', () => {
  it('shows the latest by days, with source, time and a link to the original', async () => {
    const page = await open('/');
    expect(page.status).toBe(200);
    expect(daysIn(page)).toEqual(expect.arrayContaining(['Today', 'Yesterday', 'Saturday, 21 November']));
    expect(titlesIn(page).slice(0, 2)).toEqual(['The fog bell', 'The ferry']);
    expect(titlesIn(page)).toHaveLength(50);
    expect(page.html).toContain('<bdi>Harbour &amp; Mole</bdi>');
    expect(page.html).toContain('<time datetime="2026-11-23T18:30:00.000Z">18:30</time>');
    expect(linkIn(page, 'harbour.example\u00a0↗')).toBe('https://www.harbour.example/bell');
    expect(page.html).toContain('<h3 dir="auto"><a href="/read/');
  });

  it('has days and times as the reader has them', async () => {
    const page = await open('/', { cookies: ['newsreel-zone=Asia/Tokyo'] });
    expect(page.html).toContain('>03:30</time>');
    expect(page.html).toContain('data-zone="Asia/Tokyo"');
    expect(daysIn(page)[0]).toBe('Today');
  });

  it.each(['Nowhere/Land', '', '<b>'])('takes no %j for a time zone', async (zone) => {
    expect((await open('/', { cookies: [`newsreel-zone=${zone}`] })).html).toContain('data-zone="UTC"');
  });

  it('goes to older articles and back', async () => {
    const first = await open('/');
    expect(linkIn(first, 'Newer')).toBeNull();
    const second = await open(linkIn(first, 'Older') ?? '');
    const third = await open(linkIn(second, 'Older') ?? '');
    expect(linkIn(third, 'Older')).toBeNull();
    const all = [first, second, third].flatMap(titlesIn);
    expect(all).toHaveLength(124);
    expect(new Set(all).size).toBe(124);
    const back = await open(linkIn(third, 'Newer') ?? '');
    expect(titlesIn(back)).toEqual(titlesIn(second));
    expect(linkIn(back, 'Newer')).toBe('/');
  });

  it('finds what is searched for, by source, category and day', async () => {
    expect(titlesIn(await open('/?search=bell'))).toEqual(['The fog bell']);
    expect(titlesIn(await open('/?source=hills'))).toHaveLength(1);
    expect(titlesIn(await open('/?since=2026-11-22&until=2026-11-23'))).toEqual(['The ferry']);
    const page = await open('/?search=bell&source=harbour&source=hills');
    expect(page.html).toMatch(/<input type="search"[^>]* value="bell"/);
    expect(linkIn(page, '“bell”')).toBe('/?source=harbour&source=hills');
    expect(page.html).toContain('title="“bell” · Harbour &amp; Mole ·');
    expect(page.html).toContain('href="/feed.atom?search=bell&amp;source=harbour&amp;source=hills"');
    expect(page.html).toContain('<input type="hidden" name="source" value="hills">');
  });

  it('asks for nothing by what is empty, or says where a reader came from', async () => {
    const page = await open('/?search=&source=&since=&utm_source=mail&fbclid=1');
    expect(titlesIn(page)).toHaveLength(50);
    expect(page.html).not.toContain('class="chips"');
  });

  it('counts days as their reader does', async () => {
    const cookies = ['newsreel-zone=Asia/Tokyo'];
    expect(titlesIn(await open('/?since=2026-11-24', { cookies }))).toEqual(['The fog bell']);
    expect(titlesIn(await open('/?since=2026-11-24'))).toEqual([]);
    expect(titlesIn(await open('/?since=2026-11-23T15:00:00Z', { cookies }))).toEqual(['The fog bell']);
  });

  it('keeps a time of the day that was asked for by hand', async () => {
    const { html } = await open('/?since=2026-11-22T10:00:00Z');
    expect(html).toContain('<input type="text" id="since" name="since" value="2026-11-22T10:00:00Z">');
  });

  it('says that it leads to the newest where the way between is not known', async () => {
    const next = new URL(linkIn(await open('/'), 'Older') ?? '', 'https://news.example').searchParams;
    const cursor = next.get('cursor') ?? '';
    const page = await open(`/?cursor=${cursor}&newer=${cursor}`);
    expect([linkIn(page, 'Newest'), linkIn(page, 'Newer')]).toEqual(['/', null]);
  });

  it.each([
    '/?unheard-of=1',
    '/?since=yesterday',
    '/?cursor=1',
    '/?newer=1',
    '/?search=a&search=b',
    '/?source=A!',
  ])('says what is wrong with %s', async (path) => {
    const { status, html } = await open(path);
    expect(status).toBe(400);
    expect(html).toContain('<a href="/">Back to the news</a>');
  });

  it('helps who finds nothing', async () => {
    const { status, html } = await open('/?search=submarine');
    expect(status).toBe(200);
    expect(html).toContain('<h2>Nothing found</h2>');
    expect(html).toMatch(/<a class="button quiet" href="\/">Show everything/);
  });

  it('is previewed where somebody links to it', async () => {
    const { html } = await open('/');
    expect(html).toContain('<meta property="og:title" content="Newsreel">');
    expect(html).toContain('<meta property="og:url" content="https://news.example/">');
    expect(html).toMatch(
      /<link rel="alternate" type="application\/atom\+xml" title="Newsreel" href="\/feed.atom">/,
    );
  });
});

describe('what others wrote', () => {
  it.each(['/', '/?source=hills', '/from', '/from/hills'])('is text on %s', async (path) => {
    const { html } = await open(path);
    expect(html).toContain('Hills &quot; onfocus=&quot;alert(1)&quot;');
    expect(html).not.toContain('onfocus="');
  });

  it.each(['/?search=', '/?category=', '/?unheard-of='])('is text where it was typed: %s', async (path) => {
    const { html } = await open(path + encodeURIComponent(TYPED));
    expect(html).not.toContain('<script>');
    expect(html).toMatch(path === '/?unheard-of=' ? /unheard-of is not/ : /&quot;&gt;&lt;script&gt;/);
  });

  it('loads nothing but pictures and sound', async () => {
    const policy = (await open('/')).headers['content-security-policy'];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data: https: http:; media-src https: http:; script-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });
});

describe('an article', () => {
  const idOf = async (search: string) => (await service.articles(`search=${search}`))[0]?.id ?? '';

  it('shows its content, and where it comes from', async () => {
    const id = await idOf('bell');
    const { status, html } = await open(`/read/${id}`);
    expect(status).toBe(200);
    expect(html).toContain('<h1 dir="auto">The fog bell</h1>');
    expect(html).toContain('<h2>The bell</h2><p>It rings <b>at night</b>.</p>');
    expect(html).toContain('<img src="https://example.com/bell.png" alt="" loading="lazy" decoding="async">');
    expect(html).not.toContain('alert(3)');
    expect(html).toContain(
      'href="https://www.harbour.example/bell" rel="noopener">Read it at harbour.example',
    );
    expect(html).toContain('23 November 2026, 18:30');
    expect(html).toContain('<link rel="canonical" href="https://www.harbour.example/bell">');
    expect(html).toContain('<meta property="og:type" content="article">');
    expect(html).toContain('<meta property="article:published_time" content="2026-11-23T18:30:00.000Z">');
  });

  it('that has no content shows its summary', async () => {
    const { html } = await open(`/read/${await idOf('goats')}?utm_medium=chat`);
    expect(html).toContain('<p class="content" dir="auto">&quot; onfocus=');
    expect(html).not.toContain('onfocus="');
  });

  it.each(['/read/nothing', '/read/01M84716JR4CMK17N8X6C5F1KV'])('%s is none, and leads on', async (path) => {
    const { status, html } = await open(path);
    expect(status).toBe(404);
    expect(html).toContain('<a href="/">Back to the news</a>');
  });
});

describe('a source', () => {
  it('has a page of its own with its articles, search and feed', async () => {
    const page = await open('/from/harbour');
    expect(page.html).toContain('<h1 dir="auto">Harbour &amp; Mole</h1>');
    expect(titlesIn(page)).toHaveLength(3);
    expect(page.html).toContain('<form class="search" role="search" action="/from/harbour"');
    expect(page.html).toContain('href="/feed.atom?source=harbour"');
    expect(titlesIn(await open('/from/harbour?search=bell'))).toEqual(['The fog bell']);
    expect((await open('/from/harbour?source=hills')).status).toBe(400);
  });

  it('that fails says so', async () => {
    const { html } = await open('/from/lost');
    expect(html).toMatch(/failing<\/span> since it was asked .*404/);
    expect(html).toContain('Nothing from here yet');
  });

  it('that there is none of is not found', async () => {
    expect((await open('/from/nowhere')).status).toBe(404);
    expect((await open('/from/%00')).status).toBe(404);
  });

  it('stands in the list of all, by its name', async () => {
    const { html } = await open('/from');
    const names = [...html.matchAll(/<h2 dir="auto"><a href="\/from\/([a-z]+)">/g)].map(([, id]) => id);
    expect(names).toEqual(['lost', 'harbour', 'hills', 'lamps']);
    expect((await open('/from?after=hills')).html).not.toContain('/from/harbour"');
    expect((await open('/from?after=!')).status).toBe(400);
  });
});

describe('a page that a browser has', () => {
  it('is asked about by its tag, and differs by zone and day', async () => {
    const first = await open('/');
    expect(first.headers).toMatchObject({
      'cache-control': 'public, no-cache',
      vary: 'accept-encoding, cookie, accept',
    });
    const headers = { 'if-none-match': first.headers['etag'] ?? '' };
    expect((await open('/', { headers })).status).toBe(304);
    expect((await open('/', { headers, cookies: ['newsreel-zone=Asia/Tokyo'] })).status).toBe(200);
    now += 5 * 3_600_000;
    expect(daysIn(await open('/', { headers }))[0]).toBe('Yesterday');
    now -= 5 * 3_600_000;
  });

  it('is nobody else’s where somebody is signed in', async () => {
    const cookies = [`__Host-newsreel=${await signIn(service.table, 'ada@example.org')}`];
    const { headers } = await open('/');
    const own = await open('/', { cookies, headers: { 'if-none-match': headers['etag'] ?? '' } });
    expect(own).toMatchObject({ status: 200, headers: { 'cache-control': 'private, no-cache' } });
    expect(own.headers['etag']).toBeUndefined();
  });

  it('says what its reader is to see to', async () => {
    const address = parseAddress('bo@example.org') as Address;
    const token = await signIn(service.table, address);
    await recordStanding(service.table, readerOf(address), 'bounced', new Date(now + 1_000).toISOString());
    const { html } = await open('/', { cookies: [`__Host-newsreel=${token}`] });
    expect(html).toContain('Mail to your address came back');
    expect((await open('/')).html).not.toContain('Mail to your address');
  });

  it('is shown all the same where a cookie is no good', async () => {
    for (const cookie of ['nonsense', 'a.b.c']) {
      const { status, headers } = await open('/', { cookies: [`__Host-newsreel=${cookie}`] });
      expect([status, headers['cache-control']]).toEqual([200, 'public, no-cache']);
    }
  });
});

describe('scripts', () => {
  it('are kept for ever under the name of their state', async () => {
    const { file, text } = scriptOf('reading');
    const { status, headers, html } = await open(`/assets/${file}`);
    expect([status, html]).toEqual([200, text]);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await open('/')).html).toContain(`<script type="module" src="/assets/${file}"></script>`);
  });

  it('of another version are not kept', async () => {
    const { status, headers } = await open('/assets/reading.00000000.js');
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  it.each(['reading.js', 'secret.00000000.js', '..%2Fhandler.00000000.js', '__proto__.00000000.js'])(
    'there is no %s',
    async (file) => {
      expect((await open(`/assets/${file}`)).status).toBe(404);
    },
  );

  it('have one that works without a connection', async () => {
    const { headers, html } = await open('/sw.js');
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': expect.stringMatching(/^text\/javascript/),
    });
    expect(html).toBe(scriptOf('offline').text);
  });
});
