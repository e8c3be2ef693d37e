import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

const HOUR = 3_600_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const ago = (hours: number): Date => new Date(NOW - hours * HOUR);

let service: Service;
let feeds: FeedServer;

beforeEach(async () => {
  jest.resetModules();
  service = await startService();
  feeds = await FeedServer.start();
});

afterEach(async () => {
  await feeds.stop();
  await service.stop();
});

const titles = async (query?: string): Promise<string[]> =>
  (await service.articles(query)).map(({ title }) => title);

describe('a cycle', () => {
  it('brings articles that are listed, filtered and found', async () => {
    feeds.set(
      '/a',
      rss([
        {
          title: 'Älpler win',
          guid: '1',
          link: 'https://a.example/1',
          date: ago(1),
          description: 'By <b>far</b>',
        },
        {
          title: 'Second',
          guid: '2',
          link: 'https://a.example/2',
          date: ago(3),
          content: `<p>${'long '.repeat(200)}</p>`,
        },
      ]),
    );
    feeds.set('/b', rss([{ title: 'Between', guid: '1', link: 'https://b.example/1', date: ago(2) }]));
    await service.addSources({ a: feeds.url('/a'), b: feeds.url('/b') });
    const cycle = await service.runCycle();
    expect(cycle).toMatchObject({
      sources: 2,
      done: 2,
      failed: 0,
      newArticles: 3,
      finishedAt: expect.any(String),
    });
    expect(await titles()).toEqual(['Älpler win', 'Between', 'Second']);
    expect(await titles('source=a')).toEqual(['Älpler win', 'Second']);
    expect(await titles('search=ALPLER+far')).toEqual(['Älpler win']);
    const [first, , last] = await service.articles();
    expect(first).toMatchObject({ source: 'a', url: 'https://a.example/1', summary: 'By far', author: null });
    expect(first?.publishedAt).toBe(ago(1).toISOString());
    const whole = await service.call('article', `GET /articles/${last?.id}`, { id: last?.id ?? '' });
    expect(whole.body).toMatchObject({ title: 'Second', content: expect.stringContaining('<p>long long') });
    expect(await service.source('a')).toMatchObject({
      status: 'ok',
      entries: 2,
      title: 'A feed',
      lastError: null,
    });
  });

  it('is finished only when what it brought can be found', async () => {
    feeds.set('/a', rss([{ title: 'One', guid: '1', date: ago(1) }]));
    await service.addSources({ a: feeds.url('/a') });
    const cycle = await service.trigger();
    expect(await service.cycle(cycle)).toMatchObject({ sources: 1, done: 0, finishedAt: null });
    await service.fetch();
    expect(await titles()).toEqual(['One']);
    expect(await titles('search=one')).toEqual([]);
    expect(await service.cycle(cycle)).toMatchObject({ done: 1, newArticles: 1, finishedAt: null });
    await service.index();
    expect(await titles('search=one')).toEqual(['One']);
    expect((await service.cycle(cycle)).finishedAt).not.toBeNull();
  });

  it('asks for nothing anew and writes nothing but that it asked, where nothing changed', async () => {
    feeds.set('/a', rss([{ title: 'One', guid: '1', date: ago(1) }]));
    feeds.set('/plain', (_, response) => response.end(rss([{ title: 'Plain', guid: '1', date: ago(2) }])));
    await service.addSources({ a: feeds.url('/a'), plain: feeds.url('/plain') });
    await service.runCycle();
    const stored = async () =>
      (await service.table.items())
        .filter(
          (item) =>
            !/^(SOURCES|CYCLE#|OPEN_CYCLES|VERSIONS SOURCES)/.test(`${item['PK']?.S} ${item['SK']?.S}`),
        )
        .map((item) => JSON.stringify(item))
        .sort();
    const before = await stored();
    const cycle = await service.runCycle();
    expect(cycle).toMatchObject({
      sources: 2,
      done: 2,
      failed: 0,
      newArticles: 0,
      finishedAt: expect.any(String),
    });
    expect(await stored()).toEqual(before);
    expect(await service.source('plain')).toMatchObject({ status: 'ok', entries: 1 });
  });

  it('keeps an edited entry in its place, and finds it by its new words only', async () => {
    const entry = { guid: '1', link: 'https://a.example/1', date: ago(5) };
    feeds.set('/a', rss([{ ...entry, title: 'Old headline', content: `<p>${'body '.repeat(200)}</p>` }]));
    await service.addSources({ a: feeds.url('/a') });
    await service.runCycle();
    const [before] = await service.articles();
    feeds.set('/a', rss([{ ...entry, title: 'New headline', date: ago(1) }]));
    expect(await service.runCycle()).toMatchObject({ newArticles: 0 });
    const after = await service.articles();
    expect(after).toEqual([{ ...before, title: 'New headline', summary: '' }]);
    expect(await titles('search=old')).toEqual([]);
    expect(await titles('search=new')).toEqual(['New headline']);
    const whole = await service.call('article', `GET /articles/${before?.id}`, { id: before?.id ?? '' });
    expect(whole.body).toMatchObject({ content: null });
  });

  it('gives entries without a usable date the time they were first seen, in the order of the feed', async () => {
    const future = new Date(Date.now() + 48 * HOUR);
    feeds.set(
      '/a',
      rss([
        { title: 'First', guid: '1' },
        { title: 'Second', guid: '2', date: future },
        { title: 'Third', guid: '3', date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
        { title: 'Fourth', guid: '4', date: 'no date' },
      ]),
    );
    await service.addSources({ a: feeds.url('/a') });
    const start = Date.now();
    await service.runCycle();
    const before = await service.articles();
    expect(before.map(({ title }) => title)).toEqual(['First', 'Second', 'Third', 'Fourth']);
    for (const { publishedAt } of before) {
      expect(Date.parse(publishedAt)).toBeGreaterThan(start - 1_000);
      expect(Date.parse(publishedAt)).toBeLessThanOrEqual(Date.now());
    }
    feeds.set(
      '/a',
      rss([
        { title: 'New', guid: '5' },
        { title: 'First', guid: '1', date: ago(2) },
        { title: 'Second', guid: '2' },
      ]),
    );
    await service.runCycle();
    const after = await service.articles();
    expect(after.map(({ title }) => title)).toEqual(['New', 'First', 'Second', 'Third', 'Fourth']);
    expect(after.slice(1).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('keeps the same guid of two feeds apart', async () => {
    feeds.set('/a', rss([{ title: 'Of a', guid: '1', date: ago(1) }]));
    feeds.set('/b', rss([{ title: 'Of b', guid: '1', date: ago(1) }]));
    await service.addSources({ a: feeds.url('/a'), b: feeds.url('/b') });
    await service.runCycle();
    expect((await titles()).sort()).toEqual(['Of a', 'Of b']);
  });

  it('marks what fails with a reason, and goes on with the others', async () => {
    feeds.set('/good', rss([{ title: 'Good', guid: '1', date: ago(1) }]));
    feeds.set('/page', '<!doctype html><html><head><title>x</title></head><body>hello</body></html>');
    feeds.set('/broken', (_, response) => response.writeHead(500).end());
    feeds.set('/bomb', (_, response) => response.end(Buffer.alloc(17 * 1024 * 1024, 'x')));
    feeds.set('/rubbish', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)));
    await service.addSources({
      good: feeds.url('/good'),
      page: feeds.url('/page'),
      broken: feeds.url('/broken'),
      bomb: feeds.url('/bomb'),
      rubbish: feeds.url('/rubbish'),
      missing: feeds.url('/missing'),
      private: 'http://10.0.0.1/feed',
      nowhere: 'http://nothing.invalid/feed',
    });
    expect(await service.runCycle()).toMatchObject({ sources: 8, done: 8, failed: 7, newArticles: 1 });
    expect(await titles()).toEqual(['Good']);
    const errors: Record<string, RegExp> = {
      page: /page/,
      broken: /500/,
      bomb: /larger than 16 MB/,
      rubbish: /./,
      missing: /404/,
      private: /not allowed/,
      nowhere: /host name/,
    };
    for (const [id, error] of Object.entries(errors)) {
      const source = await service.source(id);
      expect(source).toMatchObject({ id, status: 'failing', lastError: expect.stringMatching(error) });
    }
    feeds.set('/missing', rss([{ title: 'Found after all', guid: '1', date: ago(1) }]));
    await service.runCycle();
    expect(await service.source('missing')).toMatchObject({ status: 'ok', lastError: null });
  }, 30_000);

  it('does not ask who is gone, nor who wants to be left alone for a while', async () => {
    feeds.set('/gone', (_, response) => response.writeHead(410).end());
    feeds.set('/busy', (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    await service.addSources({ gone: feeds.url('/gone'), busy: feeds.url('/busy') });
    await service.runCycle();
    expect(await service.source('gone')).toMatchObject({ status: 'gone', nextFetchAt: null });
    const busy = await service.source('busy');
    expect(busy.status).toBe('failing');
    expect(Date.parse(busy.nextFetchAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
    const asked = feeds.requests.length;
    expect(await service.runCycle()).toMatchObject({ sources: 0, finishedAt: expect.any(String) });
    expect(feeds.requests).toHaveLength(asked);
  });

  it('leaves a source to the message that has it in hand, and takes over its result', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    feeds.set('/slow', async (_, response) => {
      await held;
      response.end(rss([{ title: 'Slow', guid: '1', date: ago(1) }]));
    });
    await service.addSources({ slow: feeds.url('/slow') });
    const first = await service.trigger();
    const working = service.fetch();
    while (feeds.requests.length === 0) await new Promise((done) => setTimeout(done, 5));
    const second = await service.trigger();
    await service.fetch();
    expect(await service.cycle(second)).toMatchObject({ done: 1, newArticles: 0, finishedAt: null });
    release();
    await working;
    await service.index();
    expect(feeds.requests).toHaveLength(1);
    expect((await service.cycle(first)).finishedAt).not.toBeNull();
    expect((await service.cycle(second)).finishedAt).not.toBeNull();
    // The lease ends with its message, not with its time.
    await service.runCycle();
    expect(feeds.requests).toHaveLength(2);
  });

  it('does not bring back a source that was removed meanwhile', async () => {
    feeds.set('/a', rss([{ title: 'One', guid: '1', date: ago(1) }]));
    await service.addSources({ a: feeds.url('/a') });
    const cycle = await service.trigger();
    expect(await service.call('remove-source', 'DELETE /sources/a', { id: 'a' })).toMatchObject({
      status: 202,
    });
    await service.fetch();
    expect(await service.cycle(cycle)).toMatchObject({ sources: 1, done: 1, finishedAt: expect.any(String) });
    expect(await service.table.items('SOURCES')).toEqual([]);
    expect(feeds.requests).toEqual([]);
  });

  it('lets articles go when their time is over', async () => {
    process.env['NEWSREEL_RETENTION_DAYS'] = '1';
    feeds.set('/a', rss([{ title: 'Old news', guid: '1', date: ago(24 * 400) }]));
    await service.addSources({ a: feeds.url('/a') });
    await service.runCycle();
    const [article] = await service.articles();
    const items = (await service.table.items()).filter((item) =>
      /^(ARTICLES|TERM)/.test(item['PK']?.S ?? ''),
    );
    const expected = Math.floor(Date.parse(article?.fetchedAt ?? '') / 1000) + 86_400;
    for (const item of items)
      expect(Math.abs(Number(item['expiresAt']?.N) - expected)).toBeLessThanOrEqual(1);
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'],
      now: Date.now() + 25 * HOUR,
    });
    expect(await service.articles()).toEqual([]);
    expect((await service.call('article', 'GET /x', { id: article?.id ?? '' })).status).toBe(404);
    jest.useRealTimers();
    process.env['NEWSREEL_RETENTION_DAYS'] = '0';
    feeds.set('/a', rss([{ title: 'For ever', guid: '2', date: ago(1) }]));
    await service.runCycle();
    const kept = (await service.table.items('ARTICLES')).find((item) => item['title']?.S === 'For ever');
    expect(kept).not.toHaveProperty('expiresAt');
  });
});
