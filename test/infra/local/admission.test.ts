import * as fc from 'fast-check';
import { Admission } from '../../../infra/local/admission';

/** Work that ends when it is told to. */
function work() {
  let end: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let begun = false;
  const done = new Promise<string>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return {
    run: () => {
      begun = true;
      return done;
    },
    end: (value: string) => end(value),
    fail: (error: Error) => fail(error),
    get begun() {
      return begun;
    },
  };
}

/** Lets all that can go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('lets so many be at work, and the others wait in the order in which they came', async () => {
  const admission = new Admission(2, 10);
  const works = [work(), work(), work(), work()] as const;
  const results = works.map(({ run }) => admission.run(run));
  await settle();
  expect(works.map(({ begun }) => begun)).toEqual([true, true, false, false]);
  works[1].end('second');
  await settle();
  expect(works.map(({ begun }) => begun)).toEqual([true, true, true, false]);
  for (const [index, { end }] of works.entries()) end(String(index));
  expect(await Promise.all(results)).toEqual(['0', 'second', '2', '3']);
});

test('turns away who would be one too many to wait, and nobody once there is room', async () => {
  const admission = new Admission(1, 1);
  const [first, second, third, fourth] = [work(), work(), work(), work()];
  const results = [admission.run(first.run), admission.run(second.run)];
  expect(await admission.run(third.run)).toBeNull();
  expect(third.begun).toBe(false);
  first.end('first');
  second.end('second');
  expect(await Promise.all(results)).toEqual(['first', 'second']);
  fourth.end('fourth');
  expect(await admission.run(fourth.run)).toBe('fourth');
});

test('gives a place back where the work fails, too', async () => {
  const admission = new Admission(1, 1);
  const [first, second] = [work(), work()];
  const failed = admission.run(first.run);
  const waited = admission.run(second.run);
  first.fail(new Error('broken'));
  second.end('fine');
  await expect(failed).rejects.toThrow('broken');
  expect(await waited).toBe('fine');
});

test('whatever comes and in whatever order it ends, never more at work, and each is done once or turned away', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 4 }),
      fc.scheduler(),
      fc.array(fc.boolean(), { maxLength: 20 }),
      async (mostAtWork, mostWaiting, scheduler, fails) => {
        const admission = new Admission(mostAtWork, mostWaiting);
        let atWork = 0;
        let most = 0;
        let runs = 0;
        const results = fails.map((isBad, index) =>
          admission
            .run(async () => {
              runs++;
              atWork++;
              most = Math.max(most, atWork);
              await scheduler.schedule(Promise.resolve());
              atWork--;
              if (isBad) throw new Error('bad');
              return index;
            })
            .catch(() => index),
        );
        const answers = await scheduler.waitFor(Promise.all(results));
        const taken = Math.min(fails.length, mostAtWork + mostWaiting);
        expect(answers).toEqual(fails.map((_, index) => (index < taken ? index : null)));
        expect(runs).toBe(taken);
        expect(most).toBe(Math.min(mostAtWork, fails.length));
      },
    ),
  );
});
