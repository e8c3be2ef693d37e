import { setTimeout as pause } from 'node:timers/promises';
import { allDone } from '../../../functions/async/all-done';

test('gives the results in their order', async () => {
  expect(await allDone([pause(5, 'slow'), pause(0, 'fast')])).toEqual(['slow', 'fast']);
});

test('a failure is told once nothing is under way any more', async () => {
  let isUnderWay = true;
  const slow = pause(20).then(() => {
    isUnderWay = false;
  });
  await expect(allDone([slow, Promise.reject(new Error('first'))])).rejects.toThrow('first');
  expect(isUnderWay).toBe(false);
});
