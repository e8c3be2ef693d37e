import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { identityHash, makeId } from '../../../functions/article/id';
import { postings } from '../../../functions/index/postings';
import { wordTerms } from '../../../functions/search/terms';
import { openTable } from '../../../functions/table/client';
import { sourceKey } from '../../../functions/table/keys';
import { type Intake, readsOfCycle, writesOf } from '../../../infra/costs/fetching';
import {
  FEED_READS,
  NEWS_READS,
  PAGE_READS,
  SEARCH_READS,
  SOURCES_A_MESSAGE,
  UNCHANGED_READS,
} from '../../../infra/costs/units';
import { wordsOfArticle } from '../../../infra/costs/words';
import { makeStory, rarestWord, seeded } from '../../bench/generator';
import { FeedServer, type RssItem, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { countUsage, type Usage } from './usage';

/** What is modelled may be up to twice what is measured here: real feeds' articles are larger, and in more languages. */
const WITHIN = 2;

const SOURCES = SOURCES_A_MESSAGE;
const ENTRIES = 6;
const random = seeded(8);

let service: Service;
let feeds: FeedServer;
let usage: () => Usage;
const entries: RssItem[][] = Array.from({ length: SOURCES }, () => []);
let written = 0;

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
  publish(ENTRIES);
  await service.addSources(
    Object.fromEntries(entries.map((_, feed) => [`feed-${feed}`, feeds.url(`/${feed}`)])),
  );
  usage = countUsage(openTable().client);
});

afterAll(async () => {
  await feeds.stop();
  await service.stop();
});

/** Each feed has so many new entries, and keeps as many as feeds do. */
function publish(count: number): void {
  for (const [feed, items] of entries.entries()) {
    items.unshift(
      ...Array.from({ length: count }, () => {
        const { title, summary, html } = makeStory(random);
        const number = written++;
        const date = new Date(Date.now() - 60_000);
        const link = `https://site-${feed}.example/${number}`;
        return { title, guid: `${number}`, link, date, description: summary, content: html };
      }),
    );
    items.length = ENTRIES;
    feeds.set(`/${feed}`, rss(items));
  }
}

/** Runs a cycle. @returns what it took of the table, without asking how far it is */
async function runCycle(): Promise<Usage & { articles: number }> {
  await endLeases();
  usage();
  const cycle = await service.trigger();
  await service.fetch();
  await service.index();
  const taken = usage();
  const { newArticles } = await service.cycle(cycle);
  usage();
  return { ...taken, articles: newArticles };
}

/** A cycle comes half an hour after the one before: nobody has to look whether that is still at work. */
async function endLeases(): Promise<void> {
  const { client, name } = service.table;
  for (const feed of entries.keys()) {
    const update = { TableName: name, Key: sourceKey(`feed-${feed}`), UpdateExpression: 'REMOVE leaseUntil' };
    await client.send(new UpdateItemCommand(update));
  }
}

const intake = (more: Partial<Intake>): Intake => ({
  looks: SOURCES,
  looksWithNews: 0,
  articles: 0,
  content: 2.6,
  cycles: 1,
  messages: 1,
  lots: 0,
  batches: 0,
  ...more,
});

/** Write units that are modelled for it. */
const modelled = (what: Intake): number =>
  Object.values(writesOf(what)).reduce((sum, writes) => sum + writes, 0);

function expectWithin(measured: number, model: number): void {
  expect(measured).toBeLessThanOrEqual(model);
  expect(measured).toBeGreaterThan(model / WITHIN);
}

describe('what a cycle takes of the table', () => {
  it('is as modelled for a first reading', async () => {
    const { writes, articles } = await runCycle();
    expect(articles).toBe(SOURCES * ENTRIES);
    expectWithin(writes, modelled(intake({ looksWithNews: SOURCES, articles, lots: 1, batches: 1 })));
  });

  it('is as modelled where nothing changed', async () => {
    const { writes, reads } = await runCycle();
    expectWithin(writes, modelled(intake({})));
    expect(reads).toBeLessThanOrEqual(readsOfCycle(SOURCES));
  });

  it('is as modelled where each source has something new', async () => {
    publish(4);
    const { writes, reads, articles } = await runCycle();
    expect(articles).toBe(SOURCES * 4);
    expectWithin(writes, modelled(intake({ looksWithNews: SOURCES, articles, lots: 4, batches: 1 })));
    expect(reads).toBeLessThanOrEqual(readsOfCycle(SOURCES) + SOURCES * NEWS_READS);
  });
});

describe('what words take', () => {
  it.each([1, 10, 100, 1_000])('is as modelled in a batch of %d', (batch) => {
    const origin = 'a@2026-11-01T00:00:00.000Z';
    const articles = Array.from({ length: batch }, (_, number) => {
      const story = makeStory(random);
      const id = makeId(Date.UTC(2026, 10, 2) + number, identityHash(origin, `${number}`));
      const words = [...wordTerms(story)].join(' ');
      return { id, source: origin, categories: story.categories, words };
    });
    const items = [...postings([{ cycle: '', part: '', expiresAt: 1, articles }])];
    expectWithin(items.length / batch, wordsOfArticle(batch).writes);
  });

  it('is less an article the more there are, but never less in all', () => {
    for (let batch = 1; batch < 100_000; batch *= 1.3) {
      const [less, more] = [wordsOfArticle(batch), wordsOfArticle(batch * 1.3)];
      expect(more.writes).toBeLessThanOrEqual(less.writes);
      expect(more.bytes).toBeLessThanOrEqual(less.bytes);
      expect(more.writes * batch * 1.3).toBeGreaterThanOrEqual(less.writes * batch);
    }
  });
});

describe('what a reader takes of the table', () => {
  const ask = async (name: string, route: string, headers = {}) => {
    usage();
    const answer = await service.call(name, route, {}, { headers });
    return { ...answer, reads: usage().reads };
  };

  it('is as modelled for the front page', async () => {
    const { status, reads } = await ask('reading-pages', 'GET /');
    expect(status).toBe(200);
    expectWithin(reads, PAGE_READS);
  });

  it('is as modelled for a search, also of a word that is everywhere', async () => {
    const word = commonWord();
    const { status, reads } = await ask('reading-pages', `GET /?search=${word}`);
    expect(status).toBe(200);
    expectWithin(reads, SEARCH_READS);
    const { reads: ofRare } = await ask(
      'reading-pages',
      `GET /?search=${rarestWord(entries[0]?.[0]?.title ?? '')}`,
    );
    expect(ofRare).toBeLessThanOrEqual(SEARCH_READS);
  });

  it('is as modelled for a feed', async () => {
    const { status, reads } = await ask('feed-out', 'GET /feed.atom?source=feed-1');
    expect(status).toBe(200);
    expect(reads).toBeLessThanOrEqual(2 * FEED_READS);
  });

  it('is as modelled for what has not changed', async () => {
    const { headers } = await ask('list', 'GET /articles?limit=100');
    const { status, reads } = await ask('list', 'GET /articles?limit=100', {
      'if-none-match': headers['etag'],
    });
    expect(status).toBe(304);
    expect(reads).toBeGreaterThanOrEqual(UNCHANGED_READS);
  });
});

/** Of the words in this many summaries, the one that stands in most. */
function commonWord(): string {
  const counts = new Map<string, number>();
  for (const { description = '' } of entries.flat())
    for (const word of new Set(description.toLowerCase().match(/\p{L}+/gu)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}
