import { AsyncLocalStorage } from 'node:async_hooks';

/*
 * Before each test file: disables each AsyncLocalStorage that the one before it ran. A worker of Jest outlives its test
 * files, each has its own (Jest's, the log's), and up to Node 22 whichever ever ran is looked at for every promise that
 * is made, for ever: after a hundred files that takes more time than the tests.
 */

type Run = AsyncLocalStorage<unknown>['run'];
type Watched = Run & { [PLAIN]?: Run; [USED]?: Set<AsyncLocalStorage<unknown>> };

/** Node's own `run`, kept at the one that stands in for it. */
const PLAIN = Symbol.for('newsreel.plain');
const USED = Symbol.for('newsreel.used');

const before: Watched = AsyncLocalStorage.prototype.run;
for (const storage of before[USED] ?? []) storage.disable();

const plain = before[PLAIN] ?? before;
const used = new Set<AsyncLocalStorage<unknown>>();
const watched = function (this: AsyncLocalStorage<unknown>, ...args: Parameters<Run>): unknown {
  used.add(this);
  return plain.apply(this, args);
};
AsyncLocalStorage.prototype.run = Object.assign(watched as Run, { [PLAIN]: plain, [USED]: used });
