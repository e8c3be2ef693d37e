import type { CycleTotals } from '../../../functions/cycles/cycle';
import { type Screen, showProgress } from '../../../infra/local/progress';

const totals = (changes: Partial<CycleTotals>): CycleTotals => ({
  cycle: '1',
  sources: 15,
  done: 0,
  failed: 0,
  newArticles: 0,
  finishedAt: null,
  ...changes,
});

function run(readings: (CycleTotals | null)[], isOver = () => false, stop = new AbortController().signal) {
  const progress: string[] = [];
  const results: string[] = [];
  const screen: Screen = {
    isTerminal: false,
    progress: (line) => progress.push(line),
    result: (line) => results.push(line),
  };
  const read = async () => readings.shift() ?? null;
  return showProgress(read, isOver, screen, stop).then(() => ({ progress, results }));
}

const FINISHED = '2026-11-23T12:00:00.000Z';

describe('the progress of a cycle', () => {
  test('is a line now and then, and what it brought in the end', async () => {
    const readings = [
      null,
      totals({ done: 12, newArticles: 240 }),
      totals({ done: 13, newArticles: 250 }),
      totals({ done: 15, failed: 3, newArticles: 300 }),
      totals({ done: 15, failed: 3, newArticles: 301, finishedAt: FINISHED }),
    ];
    const { progress, results } = await run(readings);
    expect(progress[0]).toBe('fetched 12 of 15 sources, 240 new articles');
    expect(progress.length).toBeLessThan(4);
    expect(results).toEqual(['301 new articles from 15 sources (3 failing)']);
  });

  test('counts one as one', async () => {
    const { results } = await run([totals({ sources: 1, done: 1, newArticles: 1, finishedAt: FINISHED })]);
    expect(results).toEqual(['1 new article from 1 source (0 failing)']);
  });

  test('ends where nothing is being worked on any more, though the cycle never finishes', async () => {
    let looks = 0;
    const { results } = await run([totals({ done: 5 }), totals({ done: 5, failed: 1 })], () => ++looks > 1);
    expect(results).toEqual(['0 new articles from 15 sources (1 failing)']);
  });

  test('fails where the totals cannot be read', async () => {
    const screen: Screen = { isTerminal: false, progress: () => undefined, result: () => undefined };
    await expect(
      showProgress(
        () => Promise.reject(new Error('no table')),
        () => false,
        screen,
        new AbortController().signal,
      ),
    ).rejects.toThrow('no table');
  });

  test('says nothing more once it is stopped', async () => {
    const stop = new AbortController();
    const running = run([totals({ done: 5 }), totals({ done: 6 })], () => false, stop.signal);
    setTimeout(() => stop.abort(), 20);
    expect(await running).toEqual({ progress: [expect.any(String)], results: [] });
  });
});
