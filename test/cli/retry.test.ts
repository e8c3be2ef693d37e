import { RequestFailure } from '../../cli/errors';
import { withRetries } from '../../cli/retry';

/** Fails so often, then succeeds. @returns how long that took, in ms */
async function timeOf(failures: RequestFailure[], throttledMs: number): Promise<number> {
  const began = performance.now();
  const left = [...failures];
  const attempt = async () => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return 'fine';
  };
  expect(
    await withRetries(attempt, { answerMs: 100, waitsMs: [1, 1], throttledMs }, new AbortController().signal),
  ).toBe('fine');
  return performance.now() - began;
}

test('waits longer where a service throttles and does not say for how long', async () => {
  expect(await timeOf([new RequestFailure('too often', true, null, 429)], 80)).toBeGreaterThanOrEqual(79);
});

test('waits as long as it is asked to, where it is', async () => {
  const asked = new RequestFailure('too often', true, 0, 429);
  const broken = new RequestFailure('broken', true, null, 502);
  // Who would wait for so long gives up instead.
  const tooLongMs = 200_000;
  const unasked = new RequestFailure('too often', true, null, 429);
  await expect(timeOf([unasked], tooLongMs)).rejects.toBe(unasked);
  await expect(timeOf([asked, broken], tooLongMs)).resolves.toBeGreaterThan(0);
});
