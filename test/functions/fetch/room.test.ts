import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Room } from '../../../functions/fetch/room';

describe('room for bodies', () => {
  it('never holds more than it has, but for one that is larger, and lets everybody in', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const room = new Room(10);
        let inside: number[] = [];
        const entered: number[] = [];
        const work = (size: number, place: number) => async () => {
          inside.push(size);
          entered.push(place);
          const sum = inside.reduce((one, other) => one + other, 0);
          expect(sum <= 10 || inside.filter((other) => other > 0).length === 1).toBe(true);
          await sleep(0);
          inside = inside.toSpliced(inside.indexOf(size), 1);
          return place;
        };
        const done = await Promise.all(all.map((size, place) => room.take(size, work(size, place))));
        expect(done).toEqual(all.map((_, place) => place));
        expect(entered).toEqual(done);
      }),
      { numRuns: 50 },
    );
  });

  it('is free again after work that failed', async () => {
    const room = new Room(1);
    await expect(room.take(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await room.take(1, async () => 'next')).toBe('next');
  });
});
