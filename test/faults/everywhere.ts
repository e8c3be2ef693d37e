import type { Fuse } from '../fuse';

/** How a piece of work is broken at a call: nothing of it goes on from there, or the call is done and nobody told. */
export type Break = 'killed' | 'unanswered';

/** @param number of the round, for names of one's own */
interface Work<Prepared, Result> {
  prepare: (number: number) => Promise<Prepared>;
  work: (prepared: Prepared) => Promise<Result>;
  check: (result: Result, prepared: Prepared) => Promise<void>;
}

/** No work here does with less. What seems to makes its calls past the fuse, and proves nothing. */
const LEAST_CALLS = 2;

let rounds = 0;

/**
 * Breaks a piece of work at each of its calls, one after the other, until it comes through without. What was killed
 * is done once more, as by a message that comes again or a person who tries again; a lost answer is the handlers'
 * own to get over.
 * @returns at how many calls it was broken
 * @throws where those are too few to be all
 */
export async function breakEverywhere<Prepared, Result>(
  fuse: Fuse,
  how: Break,
  { prepare, work, check }: Work<Prepared, Result>,
): Promise<number> {
  for (let calls = 0; ; calls++) {
    const prepared = await prepare(++rounds);
    if (how === 'killed') fuse.set(calls);
    else fuse.lose(calls);
    let result = await work(prepared);
    const wasBroken = fuse.mend();
    if (wasBroken && how === 'killed') result = await work(prepared);
    await check(result, prepared);
    if (wasBroken) continue;
    if (calls < LEAST_CALLS) throw new Error(`Broken at ${calls} calls: the others did not pass the fuse.`);
    return calls;
  }
}
