import { countArticlesSince } from '../../../functions/admin-page/count-articles';
import { sourcesTable } from '../../../functions/admin-page/sources-table';
import { firstIdAt } from '../../../functions/article/id';
import { changeSource, readSource } from '../../../functions/sources/store';
import { writeItems } from '../../../functions/table/batch';
import { articleKey, type Key } from '../../../functions/table/keys';
import type { Changes } from '../../../functions/table/update';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { signIn } from '../openapi/sign-in';
import { open } from './browser';

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  [service, feeds] = await Promise.all([startService(), FeedServer.start()]);
});
afterAll(() => Promise.all([service.stop(), feeds.stop()]));
afterEach(async () => {
  // Handlers keep their table, so that each test is given it empty.
  const keys = (await service.table.items()).map(({ PK, SK }) => ({ PK, SK }) as Key);
  await writeItems(service.table, [], keys);
});

const NOW = new Date();
const ENTRIES = [
  { title: 'One', link: 'https://example.com/1', date: NOW.toISOString() },
  { title: 'Two', link: 'https://example.com/2', date: '2020-01-01T00:00:00Z' },
];

/** A page's text without its tags, blanks collapsed. */
const wordsOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const rowsOf = (html: string): string[] => html.match(/<tr><th scope="row".*?<\/tr>/gs) ?? [];
const titlesOf = (html: string): string[] =>
  rowsOf(html).map((row) => /dir="auto">([^<]*)</.exec(row)?.[1] ?? '');

async function change(id: string, changes: Changes): Promise<void> {
  const source = await readSource(service.table, id);
  if (source !== null) await changeSource(service.table, source, changes);
}

describe('who is not the admin', () => {
  test('is asked for the token: nobody, a reader, a program', async () => {
    const reader = `__Host-newsreel=${await signIn(service.table, 'ada@example.org')}`;
    for (const cookies of [[], [reader], ['__Host-newsreel-admin=x']]) {
      const { status, headers, text } = await open('/admin', cookies);
      expect([status, headers['cache-control']]).toEqual([401, 'no-store']);
      expect(headers['content-security-policy']).not.toContain('script-src');
      expect(text).toMatch(
        /<label for="token">Admin token<\/label>\s*<input id="token" name="token" type="password"/,
      );
      expect(text).not.toContain('action="/fetch"');
    }
    const program = await service.call(
      'admin-page',
      'GET /admin',
      {},
      { headers: { authorization: 'Bearer x' } },
    );
    expect([program.status, program.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
  });
});

describe('the page', () => {
  test('of an empty service helps to fill it', async () => {
    const { status, headers, text } = await open('/admin');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("script-src 'self'"),
    });
    expect(text).toMatch(/<script type="module" src="\/assets\/admin\.[0-9a-f]{8}\.js">/);
    expect(wordsOf(text)).toMatch(/Sources none.*Articles of the last 24 hours 0.*There are none yet/);
    for (const action of ['/fetch', '/sources', '/sources.opml', '/admin/sign-out'])
      expect(text).toContain(`<form method="post" action="${action}"`);
    expect(text).toContain('href="/sources.opml"');
    expect(text).not.toContain('http-equiv="refresh"');
  });

  test('counts, and shows what needs somebody first', async () => {
    feeds.set('/ok', rss(ENTRIES, 'Zebra'));
    feeds.set('/fine', rss([], 'Aardvark'));
    await service.addSources({ zebra: feeds.url('/ok'), ant: feeds.url('/fine'), lost: feeds.url('/lost') });
    await service.runCycle();
    await service.addSources({ fresh: 'https://fresh.example/', old: 'https://old.example/' });
    await change('old', {
      status: { S: 'gone' },
      lastError: { S: 'Its server says that it is gone for good' },
    });
    const { text } = await open('/admin');
    expect(titlesOf(text)).toEqual(['127.0.0.1', 'old.example', 'fresh.example', 'Aardvark', 'Zebra']);
    expect(wordsOf(text)).toMatch(
      /Sources 5: 2 ok, 1 failing, 1 gone, 1 not fetched yet Entries in their last readings 2 Articles of the last 24 hours 1 Next look as soon as the schedule comes round/,
    );
    const [lost = '', old = '', fresh = '', , zebra = ''] = rowsOf(text);
    expect(lost).toMatch(
      /badge bad">failing<.*formaction="\/fetch\?source=lost".*formaction="\/sources\/lost\/remove"/s,
    );
    expect(wordsOf(lost)).toMatch(/404/);
    expect(old).toMatch(/badge bad">gone</);
    expect(old).not.toContain('/fetch?source');
    expect(wordsOf(fresh)).toMatch(/never – due 0 Fetch Remove/);
    const { lastFetchedAt, nextFetchAt } = await service.source('zebra');
    for (const at of [lastFetchedAt, nextFetchAt])
      expect(zebra).toContain(`<time datetime="${at?.slice(0, 16)}Z">`);
    expect(zebra).toContain('href="/from/zebra"');
  });

  test('says when the next source is due', async () => {
    await service.addSources({
      a: 'https://a.example/',
      b: 'https://b.example/',
      gone: 'https://c.example/',
    });
    await change('a', { nextFetchAt: { S: '2099-11-24T08:30:59.000Z' } });
    await change('b', { nextFetchAt: { S: '2099-11-23T08:30:59.000Z' } });
    await change('gone', { status: { S: 'gone' } });
    const { text } = await open('/admin');
    expect(text).toContain(
      '<dt>Next look</dt><dd><time datetime="2099-11-23T08:30Z">23 Nov, 08:30 UTC</time></dd>',
    );
  });

  test('runs nothing that a source calls itself or fails with', async () => {
    await service.addSources({ evil: 'https://evil.example/' });
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    await change('evil', { title: { S: evil }, lastError: { S: evil }, status: { S: 'failing' } });
    const { text } = await open('/admin?added=evil');
    expect(text).not.toMatch(/<script>|<img/);
    expect(text).toContain('&lt;script&gt;');
  });

  test('says which sources are samples', async () => {
    await service.addSources({ 'sample-lanternport': 'https://a.example/', real: 'https://b.example/' });
    const { text } = await open('/admin');
    expect(text.match(/<span class="badge">sample<\/span>/g)).toHaveLength(1);
    expect(text).toContain('These are samples.');
    await service.call('remove-source', 'DELETE /sources/sample-lanternport', { id: 'sample-lanternport' });
    expect((await open('/admin')).text).not.toContain('samples');
  });

  test('counts the articles of a day alone, and not all where they are many', async () => {
    const articles = (number: number, time: number) =>
      Array.from({ length: number }, (_, at) => articleKey(firstIdAt(time + at)));
    const dayAgo = Date.now() - 24 * 3_600_000;
    await writeItems(service.table, articles(20, dayAgo));
    await writeItems(service.table, articles(5, dayAgo - 3_600_000));
    const counted = () => countArticlesSince(service.table, dayAgo, 20);
    expect(await counted()).toEqual({ number: 20, isMore: false });
    await writeItems(service.table, articles(1, dayAgo + 3_600_000));
    expect(await counted()).toEqual({ number: 20, isMore: true });
  });

  test('stays lean with a thousand sources', async () => {
    const sources = Array.from({ length: 1_000 }, (_, at) => ({
      id: `a-well-known-source-${at}`,
      title: `A Well-Known Source ${at}`,
      url: `https://source-${at}.example/feed.xml`,
      homepage: null,
      status: 'failing' as const,
      lastFetchedAt: '2026-11-23T08:30:00.000Z',
      nextFetchAt: '2026-11-23T09:30:00.000Z',
      lastError: 'The server answered 503 Service Unavailable',
      entries: 100,
    }));
    const rows = rowsOf(String(sourcesTable(sources)));
    expect(rows).toHaveLength(1_000);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(700);
  });
});

describe('what was done', () => {
  const notice = (text: string): string =>
    wordsOf(
      /<(p|div) class="notice" role="status">(.*?)<\/\1>\s*(?:<h1>|<p class="notice")/s.exec(text)?.[2] ?? '',
    ).trim();

  test('is told: added, removed, imported', async () => {
    await service.addSources({ one: 'https://one.example/' });
    const added = await open('/admin?added=one');
    expect(notice(added.text)).toMatch(
      /^one\.example is added\. Its articles come with the next fetch\. Fetch it now$/,
    );
    expect(added.text).toContain('<form method="post" action="/fetch?source=one">');
    expect(notice((await open('/admin?removed=two')).text)).toMatch(/^two is removed\./);
    expect(notice((await open('/admin?imported=1.2000.3')).text)).toMatch(
      /^1 source added , 2,000 here already, 3 without a usable address\./,
    );
  });

  test('is not told of what is not so', async () => {
    await service.addSources({ one: 'https://one.example/' });
    expect(notice((await open('/admin?added=two')).text)).toBe('');
    expect(notice((await open('/admin?removed=one')).text)).toBe('');
  });

  test.each(['added=A', 'removed=%3Cb%3E', 'imported=1.2', 'imported=-1.0.0', 'cycle=x', 'other=1'])(
    'is refused as %s, by a page',
    async (query) => {
      const { status, headers, text } = await open(`/admin?${query}`);
      expect([status, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
      expect(text).toContain('href="/admin"');
    },
  );
});

describe('a cycle', () => {
  const progress = (text: string) => ({
    bar: /<progress[^>]* max="(\d+)" value="(\d+)"/.exec(text)?.slice(1).map(Number),
    words: /<p role="status">([^<]*)</.exec(text)?.[1],
    reloads: text.includes('<noscript><meta http-equiv="refresh" content="2"></noscript>'),
    isFinished: text.includes('data-finished'),
  });

  test('is shown from its start to where all can be found', async () => {
    feeds.set('/one', rss(ENTRIES, 'One'));
    await service.addSources({ one: feeds.url('/one'), lost: feeds.url('/lost') });
    const cycle = await service.trigger();
    const look = async () => progress((await open(`/admin?cycle=${cycle}`)).text);
    expect(await look()).toEqual({
      bar: [2, 0],
      words: '0 of 2 sources asked, 0 new articles so far.',
      reloads: true,
      isFinished: false,
    });
    await service.fetch();
    expect(await look()).toMatchObject({
      bar: [2, 2],
      words: '2 sources asked, 1 failed, 2 new articles. Making them searchable…',
      reloads: true,
    });
    await service.index();
    expect(await look()).toEqual({
      bar: [2, 2],
      words: 'Finished: 2 sources asked, 1 failed, 2 new articles. All can be found by search.',
      reloads: false,
      isFinished: true,
    });
  });

  test('of nothing is finished, and one that is forgotten says so', async () => {
    const cycle = await service.trigger();
    expect(progress((await open(`/admin?cycle=${cycle}`)).text)).toMatchObject({
      bar: [1, 1],
      words: 'There was no source to ask.',
      isFinished: true,
    });
    const { text } = await open('/admin?cycle=01ARYZ6S410000000000000000');
    expect(text).toContain('That fetch is not known any more');
    expect(text).not.toContain('<progress');
  });
});
