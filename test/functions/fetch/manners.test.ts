import type { IncomingMessage, ServerResponse } from 'node:http';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ListedSource } from '../../../functions/sources/source';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

let service: Service;
let feeds: FeedServer;

const MINUTE = 60_000;
const DAY = 86_400_000;
const FEED = rss([{ title: 'One', guid: '1', date: new Date(Date.now() - DAY) }]);
const MORE = rss([{ title: 'Two', guid: '2', date: new Date(Date.now() - 2 * DAY) }]);

beforeEach(async () => {
  jest.resetModules();
  service = await startService();
  feeds = await FeedServer.start();
});
afterEach(async () => {
  await feeds.stop();
  await service.stop();
});

/** Answers with a status and headers, and keeps the headers of the last request. */
function answering(status: number, headers: Record<string, string>, body = '') {
  const seen: { headers: IncomingMessage['headers'] } = { headers: {} };
  const page = (request: IncomingMessage, response: ServerResponse) => {
    seen.headers = request.headers;
    response.writeHead(status, headers).end(body);
  };
  return { page, seen };
}

async function look(id = 'a'): Promise<ListedSource> {
  await service.runCycle();
  return service.source(id);
}

/** Minutes from the last look to the next. */
const wait = ({ lastFetchedAt, nextFetchAt }: ListedSource): number =>
  Math.round((Date.parse(nextFetchAt ?? '') - Date.parse(lastFetchedAt ?? '')) / MINUTE);

/** Changes what the table holds of a source, as if time had passed. */
async function set(id: string, name: string, value: string): Promise<void> {
  await service.table.client.send(
    new UpdateItemCommand({
      TableName: service.table.name,
      Key: { PK: { S: 'SOURCES' }, SK: { S: id } },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': { S: value } },
    }),
  );
}

describe('the pace of a source', () => {
  it('is the schedule after news, an hour where nothing changed', async () => {
    feeds.set('/a', FEED);
    await service.addSources({ a: feeds.url('/a') });
    expect(wait(await look())).toBe(30);
    expect(wait(await look())).toBe(60);
    feeds.set('/a', MORE);
    expect(wait(await look())).toBe(30);
  });

  it('is no faster than Cache-Control, ttl and skipHours allow', async () => {
    const hour = new Date().getUTCHours();
    const skipped = [0, 1, 2, 3].map((more) => `<hour>${(hour + more) % 24}</hour>`).join('');
    const inChannel = (xml: string) => FEED.replace('<channel>', `<channel>${xml}`);
    feeds.set('/cached', answering(200, { 'cache-control': 'public, max-age=7200' }, FEED).page);
    feeds.set('/ttl', inChannel('<ttl>240</ttl>'));
    feeds.set('/skips', inChannel(`<skipHours>${skipped}</skipHours>`));
    await service.addSources({
      cached: feeds.url('/cached'),
      ttl: feeds.url('/ttl'),
      skips: feeds.url('/skips'),
    });
    expect(wait(await look('cached'))).toBe(120);
    expect(wait(await service.source('ttl'))).toBe(240);
    const skips = new Date((await service.source('skips')).nextFetchAt ?? '');
    expect(skips.getUTCHours()).toBe((hour + 4) % 24);
    // What did not change keeps the pace that was found out.
    expect(wait(await look('ttl'))).toBe(240);
    expect(wait(await service.source('cached'))).toBe(120);
  });

  it('slows down while a source fails, and is as before once it answers', async () => {
    feeds.set('/a', answering(503, {}).page);
    await service.addSources({ a: feeds.url('/a') });
    const waits: number[] = [];
    for (let failures = 0; failures < 3; failures++) waits.push(wait(await look()));
    for (const [index, minutes] of waits.entries()) {
      expect(minutes).toBeGreaterThanOrEqual(30 * 2 ** index);
      expect(minutes).toBeLessThanOrEqual(38 * 2 ** index);
    }
    feeds.set('/a', FEED);
    expect(wait(await look())).toBe(30);
    feeds.set('/a', answering(503, {}).page);
    expect(wait(await look())).toBeLessThanOrEqual(38);
  });
});

describe('a server that', () => {
  it('says when to come back is not asked before, by whomever', async () => {
    feeds.set('/a', answering(429, { 'retry-after': '7200' }).page);
    await service.addSources({ a: feeds.url('/a') });
    expect(wait(await look())).toBe(120);
    const { sources } = await service.runCycle();
    expect(sources).toBe(0);
    expect(feeds.requests).toHaveLength(1);
    await set('a', 'retryAfter', new Date(Date.now() - 1).toISOString());
    feeds.set('/a', FEED);
    expect((await look()).status).toBe('ok');
  });

  it('says that a feed is gone is never asked again', async () => {
    feeds.set('/a', answering(410, {}).page);
    await service.addSources({ a: feeds.url('/a') });
    expect(await look()).toMatchObject({ status: 'gone', nextFetchAt: null });
    expect((await service.runCycle()).sources).toBe(0);
    expect(feeds.requests).toHaveLength(1);
  });

  it('gets its validators back byte for byte, and hears who asks', async () => {
    const validators = { etag: 'W/"a\'b, c"', 'last-modified': 'Sun, 6 Nov 1994 8:49:37 GMT' };
    const { page, seen } = answering(200, validators, FEED);
    feeds.set('/a', page);
    await service.addSources({ a: feeds.url('/a') });
    await look();
    expect(seen.headers['if-none-match']).toBeUndefined();
    await look();
    expect(seen.headers).toMatchObject({
      'if-none-match': validators.etag,
      'if-modified-since': validators['last-modified'],
      'user-agent': expect.stringMatching(/^Newsreel\/\S+ \(\+https:\/\/\S+\)$/),
    });
  });

  it('sends broken XML, but all of it, is asked whether that has changed', async () => {
    const broken = answering(200, { etag: '"broken"' }, FEED.replace('</item>', '<b>1 < 2</item></wrong>'));
    feeds.set('/a', broken.page);
    await service.addSources({ a: feeds.url('/a') });
    expect((await look()).entries).toBe(1);
    await look();
    expect(broken.seen.headers['if-none-match']).toBe('"broken"');
  });

  it('sent half a feed is asked for all of it again', async () => {
    const headers = { etag: '"half"' };
    const half = answering(200, headers, FEED.slice(0, FEED.indexOf('</channel>')));
    feeds.set('/a', half.page);
    await service.addSources({ a: feeds.url('/a') });
    expect((await look()).entries).toBe(1);
    const whole = answering(
      200,
      headers,
      FEED.replace(
        '</channel>',
        `${MORE.slice(MORE.indexOf('<item>'), MORE.indexOf('</channel>'))}</channel>`,
      ),
    );
    feeds.set('/a', whole.page);
    expect((await look()).entries).toBe(2);
    expect(whole.seen.headers['if-none-match']).toBeUndefined();
  });

  it('has moved for good is believed after a week', async () => {
    feeds.set('/old', answering(301, { location: '/new' }).page);
    feeds.set('/new', FEED);
    await service.addSources({ a: feeds.url('/old') });
    expect((await look()).url).toBe(feeds.url('/old'));
    expect((await look()).url).toBe(feeds.url('/old'));
    await set('a', 'movedSince', new Date(Date.now() - 8 * DAY).toISOString());
    expect((await look()).url).toBe(feeds.url('/new'));
    feeds.requests.length = 0;
    await look();
    expect(feeds.requests).toEqual(['/new']);
    expect(await service.articles()).toHaveLength(1);
  });

  it('has moved for the moment is asked where it was', async () => {
    feeds.set('/old', answering(302, { location: '/new' }).page);
    feeds.set('/new', FEED);
    await service.addSources({ a: feeds.url('/old') });
    await look();
    await set('a', 'movedSince', new Date(Date.now() - 8 * DAY).toISOString());
    expect((await look()).url).toBe(feeds.url('/old'));
  });
});
