import * as fc from 'fast-check';
import { Admission, type Bounds } from '../../../infra/local/admission';

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

/** The line of one function that is read. */
function line(atWork: number, waiting: number, waitMs = 60_000) {
  const bounds: Bounds = { atWork, waiting, waitMs };
  const admission = new Admission(bounds);
  return { run: <T>(one: () => Promise<T>) => admission.run('List', false, one) };
}

/** Lets all that can go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('lets so many be at work, and the others wait in the order in which they came', async () => {
  const admission = line(2, 10);
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
  const admission = line(1, 1);
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
  const admission = line(1, 1);
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
        const admission = line(mostAtWork, mostWaiting);
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

test('turns away who has waited too long, and the next takes their turn', async () => {
  const admission = line(1, 10, 50);
  const [first, second] = [work(), work()];
  const begun = admission.run(first.run);
  expect(await admission.run(second.run)).toBeNull();
  expect(second.begun).toBe(false);
  const third = admission.run(async () => 'third');
  first.end('first');
  expect(await Promise.all([begun, third])).toEqual(['first', 'third']);
});

test('a function that takes its time holds up nobody but its own, nor does reading what changes', async () => {
  const bounds = { atWork: 1, waiting: 1, waitMs: 60_000 };
  const admission = new Admission(bounds, bounds);
  const slow = work();
  const held = [admission.run('Me', false, slow.run), admission.run('Me', false, async () => 'mine')];
  expect(await admission.run('Me', true, async () => 'changed')).toBe('changed');
  expect(await admission.run('List', false, async () => 'news')).toBe('news');
  slow.end('slow');
  expect(await Promise.all(held)).toEqual(['slow', 'mine']);
});
