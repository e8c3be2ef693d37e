import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { handler as fetch } from '../../functions/fetch/handler';
import { handler as index } from '../../functions/index/handler';
import { FeedServer, type RssItem, rss } from '../feed-server';
import { type Service, sqsEvent, startService } from '../service';

const HOUR = 3_600_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const FEEDS = 2;

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
});
afterAll(async () => {
  await feeds.stop();
  await service.stop();
});

let runs = 0;

/** What a feed holds: at first, and after an edit that changes one entry, drops one and adds two. */
function entries(run: number, feed: number, isEdited: boolean): RssItem[] {
  const entry = (place: number, word: string, date?: Date): RssItem => ({
    title: `Run${run} ${word} feed${feed} entry${place}`,
    guid: String(place),
    ...(date && { date }),
  });
  const dated = (place: number, word = 'first') => entry(place, word, new Date(NOW - (place + 1) * HOUR));
  return isEdited
    ? [dated(7, 'later'), entry(6, 'later'), dated(0, 'edited'), dated(1), entry(3, 'first')]
    : [dated(0), dated(1), dated(2), entry(3, 'first')];
}

/** How many articles there are in the end: what was dropped from the feed stays, if anybody saw it there. */
const finallyOf = (wasSeenBefore: boolean): number => (wasSeenBefore ? 6 : 5);

/** The source that a message of `fetch` is about. */
const sourceOf = (body: string): string =>
  (JSON.parse(body) as { sources: { id: string }[] }).sources[0]?.id ?? '';

/** Messages as they wait: taken out to be handed over in whatever order, as often as a test likes. */
async function waiting(queue: Service['fetchQueue']): Promise<string[]> {
  const received = await queue.receive(10_000, 1e9);
  for (const message of received) await queue.remove(message);
  return received.map(({ body }) => body);
}

async function handOver(
  handler: (event: SQSEvent) => Promise<{ batchItemFailures: unknown[] }>,
  bodies: string[],
): Promise<void> {
  const event = sqsEvent(bodies.map((body, place) => ({ id: String(place), body })));
  expect((await handler(event)).batchItemFailures).toEqual([]);
}

/** How a delivery goes: numbers that decide what comes next. */
type Chances = () => number;

/** All of the messages, some of them twice, in any order. */
function shuffled(bodies: string[], chances: Chances): string[] {
  const all = bodies.flatMap((body) => (chances() % 2 === 0 ? [body, body] : [body]));
  for (let place = all.length - 1; place > 0; place--) {
    const other = chances() % (place + 1);
    [all[place], all[other]] = [all[other] ?? '', all[place] ?? ''];
  }
  return all;
}

/** Hands messages over in batches; one batch and the next at the same time now and then. */
async function deliver(
  handler: Parameters<typeof handOver>[0],
  bodies: string[],
  chances: Chances,
): Promise<void> {
  let left = bodies;
  while (left.length > 0) {
    const batches: string[][] = [];
    for (let side = 0; side <= chances() % 2; side++) {
      const size = 1 + (chances() % 4);
      batches.push(left.slice(0, size));
      left = left.slice(size);
    }
    await Promise.all(batches.filter(({ length }) => length > 0).map((batch) => handOver(handler, batch)));
  }
}

describe('messages that come twice, late, together and in any order', () => {
  it(
    'leave what a clean delivery leaves, and cycles that add up',
    () =>
      fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
          const chances: Chances = () => numbers.next().value as number;
          const run = ++runs;
          const cycles: string[] = [];
          const startCycles = async (isEdited: boolean) => {
            for (let feed = 0; feed < FEEDS; feed++) {
              const id = `run${run}-${feed}`;
              feeds.set(`/${id}`, rss(entries(run, feed, isEdited)));
              if (!isEdited) await service.addSources({ [id]: feeds.url(`/${id}`) });
              cycles.push(await service.trigger(`?source=${id}`));
            }
            return waiting(service.fetchQueue);
          };

          const early = await startCycles(false);
          const first = shuffled(early, chances).slice(0, chances() % 7);
          await deliver(fetch, first, chances);
          const seenBefore = new Set(first.map(sourceOf));
          const expected = [...Array(FEEDS).keys()].map((feed) =>
            finallyOf(seenBefore.has(`run${run}-${feed}`)),
          );
          const sum = expected.reduce((total, count) => total + count);
          const parts = await waiting(service.indexQueue);
          await deliver(index, shuffled(parts, chances).slice(0, chances() % 5), chances);

          const later = await startCycles(true);
          await deliver(fetch, shuffled([...early, ...later], chances), chances);
          parts.push(...(await waiting(service.indexQueue)));
          await deliver(index, shuffled(parts, chances), chances);

          const listed = (await service.articles(`search=run${run}&limit=100`))
            .map(({ title }) => title)
            .sort();
          expect(listed).toHaveLength(sum);
          expect(new Set(listed).size).toBe(sum);
          for (let feed = 0; feed < FEEDS; feed++) {
            const one = await service.articles(`source=run${run}-${feed}&limit=100`);
            const titles = entries(run, feed, true).map(({ title }) => title);
            expect(one.map(({ title }) => title)).toEqual(expect.arrayContaining(titles));
            expect(one).toHaveLength(expected[feed] ?? 0);
          }
          const edited = await service.articles(`search=run${run}+edited&limit=100`);
          expect(edited).toHaveLength(FEEDS);
          let newArticles = 0;
          for (const cycle of cycles) {
            const totals = await service.cycle(cycle);
            expect(totals).toMatchObject({ sources: 1, done: 1, failed: 0, finishedAt: expect.any(String) });
            newArticles += totals.newArticles;
          }
          expect(newArticles).toBe(sum);
        }),
        { numRuns: 6 },
      ),
    60_000,
  );
});
