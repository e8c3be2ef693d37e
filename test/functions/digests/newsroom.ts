import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { handler as makeDigests } from '../../../functions/digests/handler';
import { setDigest } from '../../../functions/digests/roster';
import type { DigestSettings } from '../../../functions/digests/settings';
import { postings } from '../../../functions/index/postings';
import type { Address } from '../../../functions/readers/address';
import { type Reader, welcomeReader } from '../../../functions/readers/reader';
import { handler as scheduleDigests } from '../../../functions/schedule-digests/handler';
import { originOf } from '../../../functions/sources/origin';
import { addSource, readSource } from '../../../functions/sources/store';
import { writeItems } from '../../../functions/table/batch';
import { startAwsEndpoint } from '../../../infra/local/aws-endpoint';
import { Queue } from '../../../infra/local/queues';
import { queueUrl, sqsActions } from '../../../infra/local/sqs';
import { indexMessage } from '../../index-message';
import { sqsEvent } from '../../service';
import { setClock } from '../readers/clock';
import { startWorld, type World } from '../readers/world';
import { DAILY } from './daily';

/** An article as a test wants it. Times are ISO 8601. */
export interface Story {
  source: string;
  title: string;
  publishedAt: string;
  /** when its fetching began; as it was published where nothing is said */
  fetchedAt?: string;
  categories?: string[];
  summary?: string;
}

/** Digests with real parts: table, queue, a server that takes mail. Messages move by hand. */
export interface Newsroom extends World {
  queue: Queue;
  /** a reader who wants a digest; every day at eight where nothing is said */
  subscribe(email: string, settings?: Partial<DigestSettings>): Promise<Reader>;
  publish(...stories: Story[]): Promise<void>;
  /** a reader of one's own, who wants a digest at eight, and news that only they ask for; then it is eight that day */
  readerWithNews(day: string): Promise<{ email: string; source: string }>;
  /** what was mailed to somebody, oldest first */
  textsTo(email: string): string[];
  /** what the rule does at a moment @returns how many digests it sent for */
  ring(time: string): Promise<number>;
  /** what waits in the queue, which it takes out of it */
  messages(): Promise<string[]>;
  /** hands messages to a worker, as one batch @returns how many failed */
  work(bodies: string[]): Promise<number>;
  /** rings, and works off what that sent for */
  run(time: string): Promise<void>;
}

/** Starts a newsroom of its own for a test file. */
export async function startNewsroom(): Promise<Newsroom> {
  const world = await startWorld();
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-test-'));
  const queue = new Queue('digests', path.join(folder, 'digests'), () => {});
  const endpoint = await startAwsEndpoint(sqsActions(new Map([[queue.name, queue]])));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: endpoint.url,
    DIGEST_QUEUE_URL: queueUrl(endpoint.url, queue.name),
    NEWSREEL_URL: 'https://news.example',
    NEWSREEL_MAILS_A_SECOND: '1000',
  });
  const { table } = world;
  let count = 0;
  let readers = 0;
  const room: Newsroom = {
    ...world,
    queue,
    subscribe: async (email, settings = {}) => {
      const reader = await welcomeReader(table, email as Address);
      await setDigest(table, reader, { ...DAILY, ...settings });
      return reader;
    },
    publish: async (...stories) => {
      const articles: Article[] = [];
      for (const story of stories) articles.push(await articleOf(table, story, count++));
      await writeItems(
        table,
        articles.map((article) => articleItem(article, null)),
      );
      await writeItems(table, postings([indexMessage(articles, String(count))]));
    },
    readerWithNews: async (day) => {
      readers++;
      const email = `reader-${readers}@example.org`;
      const source = `source-${readers}`;
      setClock(Date.parse(`${day}T07:00:00Z`));
      await room.publish({ source, title: `News of ${source}`, publishedAt: `${day}T06:00:00Z` });
      await room.subscribe(email, { sources: [source] });
      setClock(Date.parse(`${day}T08:00:10Z`));
      return { email, source };
    },
    textsTo: (email) => world.ses.mails.filter(({ to }) => to === email).map(({ text }) => text),
    ring: async (time) => (await scheduleDigests({ time })).digests,
    messages: async () => {
      const received = await queue.receive(1_000, 1e9);
      for (const message of received) await queue.remove(message);
      return received.map(({ body }) => body);
    },
    work: async (bodies) => {
      const event = sqsEvent(bodies.map((body, index) => ({ id: String(index), body })));
      return (await makeDigests(event)).batchItemFailures.length;
    },
    run: async (time) => {
      await room.ring(time);
      expect(await room.work(await room.messages())).toBe(0);
    },
    stop: async () => {
      await endpoint.close();
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return room;
}

async function articleOf(table: World['table'], story: Story, number: number): Promise<Article> {
  const { source: id, title, publishedAt, fetchedAt = publishedAt, categories = [], summary = '' } = story;
  const url = `https://${id}.example/feed`;
  await addSource(table, id, { url, title: `The ${id}` });
  const source = await readSource(table, id);
  if (source === null) throw new Error(`There is no source ${id}`);
  const origin = originOf(source);
  return {
    id: makeId(Date.parse(publishedAt), identityHash(origin, String(number))),
    source: origin,
    title,
    url: `https://${id}.example/${number}`,
    summary,
    author: null,
    publishedAt,
    fetchedAt,
    categories,
    image: null,
  };
}
