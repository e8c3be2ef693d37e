import fc from 'fast-check';
import { spanOf } from '../../../functions/digests/span';
import { setClock } from '../readers/clock';
import { type Newsroom, startNewsroom } from './newsroom';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-11-01T08:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

describe('what a digest covers', () => {
  const at = iso(BEGIN);
  test.each([
    ['the first of days', 'day', null, { from: DAY, overlapsFrom: DAY, publishedFrom: DAY }],
    ['the first of weeks', 'week', null, { from: 7 * DAY, overlapsFrom: 7 * DAY, publishedFrom: 7 * DAY }],
    ['the next', 'day', iso(BEGIN - DAY), { from: DAY, overlapsFrom: DAY + HOUR, publishedFrom: 3 * DAY }],
    [
      'after a day without',
      'day',
      iso(BEGIN - 2 * DAY),
      { from: 2 * DAY, overlapsFrom: 2 * DAY + HOUR, publishedFrom: 4 * DAY },
    ],
    [
      'after months without',
      'day',
      iso(BEGIN - 90 * DAY),
      { from: 7 * DAY, overlapsFrom: 7 * DAY + HOUR, publishedFrom: 9 * DAY },
    ],
    [
      'after months without, weekly',
      'week',
      iso(BEGIN - 90 * DAY),
      { from: 14 * DAY, overlapsFrom: 14 * DAY + HOUR, publishedFrom: 16 * DAY },
    ],
  ] as const)('%s', (_, every, coveredAt, ago) => {
    const { until, overlapPublishedFrom, ...span } = spanOf(every, coveredAt, at);
    expect(until).toBe(BEGIN);
    // What is older would not have been told of before either.
    expect(span.from - overlapPublishedFrom).toBe(coveredAt === null ? 0 : (every === 'day' ? 1 : 2) * DAY);
    expect(span).toEqual(Object.fromEntries(Object.entries(ago).map(([name, ms]) => [name, BEGIN - ms])));
  });
});

let room: Newsroom;
beforeAll(async () => {
  room = await startNewsroom();
});
afterAll(async () => {
  jest.useRealTimers();
  await room.stop();
});

/** An article: when its fetching began, how much earlier it is dated, and how long until it could be found. */
const arrival = fc.record({
  fetched: fc.integer({ min: -20 * 60, max: 3 * 24 * 60 }),
  earlier: fc.integer({ min: 0, max: 47 * 60 }),
  found: fc.integer({ min: 0, max: 55 }),
});

/**
 * By how much an article may be dated before it came, in minutes. The first digest goes by dates, as nothing came
 * before it; of one that was fetched before a digest and found after it nobody knows that it was not there.
 */
function latest(fetched: number, found: number): number {
  if (fetched < 0) return 3 * 60;
  const isOverlapping = Math.floor(fetched / 1440) !== Math.floor((fetched + found) / 1440);
  return isOverlapping || fetched % 1440 === 0 ? 22 * 60 : 47 * 60;
}

let runs = 0;

test('whenever articles come, are dated and can be found: each is told of once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arrival, { minLength: 1, maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      async (arrivals, rings) => {
        runs++;
        // Days of its own, so that nobody else's digest is due.
        const begin = BEGIN + runs * 10 * DAY;
        const source = `source-${runs}`;
        const email = `reader-${runs}@example.org`;
        setClock(begin - 2 * DAY);
        await room.subscribe(email, { sources: [source] });
        const articles = arrivals
          .map(({ fetched, earlier, found }, number) => ({
            title: `Story ${runs}.${number}.`,
            fetchedAt: begin + fetched * 60_000,
            publishedAt: begin + (fetched - Math.min(earlier, latest(fetched, found))) * 60_000,
            foundAt: begin + (fetched + found) * 60_000,
          }))
          .sort((one, other) => one.foundAt - other.foundAt);
        for (let day = 0; day <= 4; day++) {
          const time = begin + day * DAY;
          for (const { foundAt, title, publishedAt, fetchedAt } of articles) {
            if (foundAt > time || (day > 0 && foundAt <= time - DAY)) continue;
            await room.publish({ source, title, publishedAt: iso(publishedAt), fetchedAt: iso(fetchedAt) });
          }
          // Some days nobody rings, but the last.
          if (day > 0 && day < 4 && rings[day] === false) continue;
          setClock(time + 5_000);
          await room.run(iso(time));
        }
        const texts = room.ses.mails.filter(({ to }) => to === email).map(({ text }) => text);
        const told = articles.map(({ title }) => texts.filter((text) => text.includes(title)).length);
        await room.subscribe(email, { every: 'never' });
        expect(told).toEqual(articles.map(() => 1));
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
