import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIGatewayProxyStructuredResultV2, SQSEvent } from 'aws-lambda';
import type { Article } from '../functions/article/article';
import type { CycleTotals } from '../functions/cycles/cycle';
import { sendLinesTo, writeLine } from '../functions/log/output';
import type { ListedSource } from '../functions/sources/source';
import { addSource } from '../functions/sources/store';
import { startAwsEndpoint } from '../infra/local/aws-endpoint';
import { Queue, type ReceivedMessage } from '../infra/local/queues';
import { Secrets } from '../infra/local/secrets';
import { queueUrl, sqsActions } from '../infra/local/sqs';
import { ssmActions } from '../infra/local/ssm';
import { request } from './request';
import { startTable, type TestTable } from './table';

type ApiHandler = (event: ReturnType<typeof request>) => Promise<APIGatewayProxyStructuredResultV2>;
type QueueHandler = (event: SQSEvent) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;

/** The handlers with real parts: a table over HTTP, queues that keep what is sent, secrets. Queues move by hand. */
export interface Service {
  table: TestTable;
  fetchQueue: Queue;
  indexQueue: Queue;
  secrets: Secrets;
  /** calls an API handler by its folder's name @param route such as `GET /articles?limit=1` */
  call(
    name: string,
    route: string,
    path?: Record<string, string>,
    sent?: Sent,
  ): Promise<{ status: number; headers: Record<string, string>; body: unknown }>;
  addSources(sources: Record<string, string>): Promise<void>;
  articles(query?: string): Promise<Article[]>;
  source(id: string): Promise<ListedSource>;
  /** hands what waits to `fetch`, a message at a time; what fails waits again */
  fetch(): Promise<void>;
  /** hands what waits for its time to `fetch`, as if that had come */
  fetchDelayed(): Promise<void>;
  /** hands all that waits to `index` */
  index(): Promise<void>;
  trigger(query?: string): Promise<string>;
  cycle(id: string): Promise<CycleTotals>;
  /** a whole cycle: trigger, fetch, index */
  runCycle(): Promise<CycleTotals>;
  stop(): Promise<void>;
}

/** What a request brings; a body of bytes as API Gateway hands it over, in base64. */
export interface Sent {
  headers?: Record<string, string>;
  body?: string | Buffer;
}

const ADMIN = { authorization: 'Bearer the-admin-token' };

/** Starts a service of one's own for one test file. */
export async function startService(): Promise<Service> {
  const table = await startTable();
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-test-'));
  const fetchQueue = new Queue('fetch', path.join(folder, 'fetch'), () => {});
  const indexQueue = new Queue('index', path.join(folder, 'index'), () => {});
  const queues = new Map([fetchQueue, indexQueue].map((queue) => [queue.name, queue]));
  const secretsFile = path.join(folder, 'secrets.json');
  writeFileSync(secretsFile, '{ "admin-token": "the-admin-token" }');
  const secrets = new Secrets(secretsFile, {});
  const endpoint = await startAwsEndpoint({
    ...sqsActions(queues),
    ...ssmActions(secrets),
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: endpoint.url,
    AWS_ENDPOINT_URL_SSM: endpoint.url,
    FETCH_QUEUE_URL: queueUrl(endpoint.url, 'fetch'),
    INDEX_QUEUE_URL: queueUrl(endpoint.url, 'index'),
    NEWSREEL_ALLOW_NETWORK: '127.0.0.0/8',
    NEWSREEL_RETENTION_DAYS: '365',
  });

  const call: Service['call'] = async (name, route, pathParameters = {}, { headers: sent, body } = {}) => {
    const handler = await load<ApiHandler>(name);
    const result = await handler(
      request(route, {
        headers: { ...ADMIN, ...sent },
        pathParameters,
        ...(body === undefined
          ? {}
          : {
              body: typeof body === 'string' ? body : body.toString('base64'),
              isBase64Encoded: typeof body !== 'string',
            }),
      }),
    );
    const headers = result.headers as Record<string, string>;
    const isJson = /json/.test(String(headers['content-type']));
    return {
      status: result.statusCode ?? 0,
      headers,
      body: isJson ? JSON.parse(result.body ?? 'null') : result.body,
    };
  };

  const service: Service = {
    table,
    fetchQueue,
    indexQueue,
    secrets,
    call,
    addSources: async (sources) => {
      for (const [id, url] of Object.entries(sources)) await addSource(table, id, { url });
    },
    articles: async (query = '') => {
      const { body } = await call('list', `GET /articles?${query || 'limit=100'}`);
      return (body as { articles: Article[] }).articles;
    },
    source: async (id) => {
      const { body } = await call('sources', 'GET /sources');
      const found = (body as { sources: ListedSource[] }).sources.find((source) => source.id === id);
      if (found === undefined) throw new Error(`There is no source ${id}`);
      return found;
    },
    fetch: async () => {
      for (const message of await fetchQueue.receive(100, 1e9)) await hand('fetch', fetchQueue, [message]);
    },
    fetchDelayed: async () => {
      // The time it waits for is the last part of a message's file name.
      for (const file of readdirSync(path.join(folder, 'fetch')).filter((name) => /-\d{13}$/.test(name))) {
        const kept = path.join(folder, 'fetch', file);
        const handler = await load<QueueHandler>('fetch');
        const { batchItemFailures } = await handler(
          sqsEvent([{ id: file, body: readFileSync(kept, 'utf8') }]),
        );
        if (batchItemFailures.length === 0) rmSync(kept);
      }
    },
    index: async () => {
      const messages = await indexQueue.receive(10_000, 1e9);
      if (messages.length > 0) await hand('index', indexQueue, messages);
    },
    trigger: async (query = '') => {
      const { body } = await call('trigger', `POST /fetch${query}`);
      return (body as { cycle: string }).cycle;
    },
    cycle: async (id) => (await call('cycles', `GET /cycles/${id}`, { id })).body as CycleTotals,
    runCycle: async () => {
      const cycle = await service.trigger();
      await service.fetch();
      await service.index();
      return service.cycle(cycle);
    },
    stop: async () => {
      await endpoint.close();
      await table.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return service;
}

/** A handler, whose log goes where the test has it go even where all modules were loaded anew. */
async function load<Handler>(name: string): Promise<Handler> {
  const log = (await import('../functions/log/output')) as { sendLinesTo: typeof sendLinesTo };
  if (log.sendLinesTo !== sendLinesTo) log.sendLinesTo(writeLine);
  return ((await import(`../functions/${name}/handler`)) as { handler: Handler }).handler;
}

async function hand(name: string, queue: Queue, messages: ReceivedMessage[]): Promise<void> {
  const handler = await load<QueueHandler>(name);
  // A function that throws has failed its whole batch.
  const all = { batchItemFailures: messages.map(({ id }) => ({ itemIdentifier: id })) };
  const { batchItemFailures } = await handler(sqsEvent(messages)).catch(() => all);
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const message of messages) {
    if (failed.has(message.id)) await queue.putBackAfter(message, 0);
    else await queue.remove(message);
  }
}

/** The event that hands messages to a function. */
export const sqsEvent = (messages: { id: string; body: string }[]): SQSEvent => ({
  Records: messages.map(({ id, body }) => ({
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:test',
    awsRegion: 'eu-central-1',
  })),
});
