import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse } from 'aws-lambda';
import { Bundled } from '../../bundled';
import { FeedServer, rss } from '../../feed-server';
import { request } from '../../request';
import { type Service, sqsEvent, startService } from '../../service';

let bundled: Bundled;
let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  bundled = await Bundled.make({
    'add-source': 'functions/add-source/handler.ts',
    fetch: 'functions/fetch/handler.ts',
  });
  service = await startService();
  feeds = await FeedServer.start();
}, 60_000);

afterAll(async () => {
  bundled.stop();
  await feeds.stop();
  await service.stop();
});

async function add(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const event = request('POST /sources', {
    headers: { authorization: 'Bearer the-admin-token', 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  const answer = (await bundled.call('add-source', event)) as APIGatewayProxyStructuredResultV2;
  return { status: answer.statusCode ?? 0, body: JSON.parse(answer.body ?? '') };
}

it('bundles find a page’s feed, and read its articles, whatever they are encoded in', async () => {
  feeds.set('/', (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<link rel="alternate" type="application/rss+xml" href="/feed">'),
  );
  const feed = rss([{ title: 'Caf&eacute; &amp; cr\u00e8me', guid: '1', link: 'https://example.com/1' }]);
  feeds.set('/feed', Buffer.from(feed.replace('UTF-8', 'iso-8859-1'), 'latin1'));
  const { status, body } = await add(feeds.url('/'));
  expect([status, body['url']]).toEqual([201, feeds.url('/feed')]);

  await service.trigger();
  const messages = await service.fetchQueue.receive(10, 1e9);
  expect(messages).toHaveLength(1);
  const result = (await bundled.call('fetch', sqsEvent(messages))) as SQSBatchResponse;
  expect(result).toEqual({ batchItemFailures: [] });
  expect((await service.articles()).map(({ title }) => title)).toEqual(['Café & crème']);
});

it('addresses that are not allowed are refused, and connections are TLS where they are to be', async () => {
  const refused = await add('http://169.254.169.254/latest');
  expect([refused.status, refused.body['detail']]).toEqual([422, expect.stringContaining('not allowed')]);
  const plain = await add(feeds.url('/another').replace('http:', 'https:'));
  expect([plain.status, plain.body['detail']]).toEqual([
    422,
    expect.stringContaining('does not speak TLS properly'),
  ]);
});
