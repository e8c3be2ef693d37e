import fc from 'fast-check';
import { afterNews, afterNothingNew } from '../../../functions/schedule/pace';
import { looksADay } from '../../../infra/costs/looks';
import { seeded } from '../../bench/generator';
import { makeSource } from '../../source';

const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;

it('is four times a day for a source that never has news, and every half hour for one that always has', () => {
  expect(looksADay(0)).toEqual({ all: 4, withNews: 0 });
  const busy = looksADay(100_000);
  expect(busy.all).toBeCloseTo(48, 3);
  expect(busy.withNews).toBeCloseTo(48, 3);
});

it('is never less for a source with more articles, nor more than half hours', () => {
  const articles = fc.double({ min: 0, max: 1_000, noNaN: true });
  fc.assert(
    fc.property(articles, articles, (one, other) => {
      const [less, more] = [looksADay(Math.min(one, other)), looksADay(Math.max(one, other))];
      expect(more.all).toBeGreaterThanOrEqual(less.all - 1e-9);
      expect(more.withNews).toBeGreaterThanOrEqual(less.withNews - 1e-9);
      expect(more.withNews).toBeLessThanOrEqual(more.all + 1e-9);
      expect(more.all).toBeLessThanOrEqual(48 + 1e-9);
    }),
  );
});

it.each([0.2, 1, 10, 40])('is what the schedule does with %d articles a day', (articles) => {
  const days = 3_000;
  const random = seeded(articles);
  let nextArticle = 0;
  const wait = () => (-Math.log(1 - random()) / articles) * DAY;
  let source = makeSource({ newsAt: new Date(0).toISOString() });
  let [looks, withNews] = [0, 0];
  for (let at = 0; at < days * DAY; looks++) {
    const hasNews = nextArticle <= at;
    while (nextArticle <= at) nextArticle += wait();
    if (hasNews) {
      source = { ...source, newsAt: new Date(at).toISOString() };
      withNews++;
    }
    const due = hasNews ? afterNews(source, at, 30) : afterNothingNew(source, at);
    at = Math.ceil(due / HALF_HOUR) * HALF_HOUR;
  }
  const expected = looksADay(articles);
  expect(looks / days / expected.all).toBeCloseTo(1, 1);
  expect(withNews / days / expected.withNews).toBeCloseTo(1, 1);
});
