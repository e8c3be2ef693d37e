import { SingleBar } from 'cli-progress';
import type { CycleTotals } from '../../functions/cycles/cycle';

/** Where progress is shown. */
export interface Screen {
  /** whether it is a terminal, where a line can be drawn again */
  isTerminal: boolean;
  /** writes a line of progress */
  progress(line: string): void;
  /** writes a line of result */
  result(line: string): void;
}

const LOOK_EVERY_MS = 500;
const LINE_EVERY_MS = 1_000;

/**
 * Shows how a cycle goes on until it is finished: a bar on a terminal, else a line a second at most where
 * something changed, and in the end what it brought.
 * @param read the cycle's totals as of now
 * @param isOver whether nothing is being worked on any more, so that the cycle will never finish
 * @param stop ends it before
 */
export async function showProgress(
  read: () => Promise<CycleTotals | null>,
  isOver: () => boolean,
  screen: Screen,
  stop: AbortSignal,
): Promise<void> {
  const display = screen.isTerminal ? cycleBar() : lines(screen);
  // At once: the terminal's cursor is to be back when the process ends.
  stop.addEventListener('abort', display.end);
  let totals: CycleTotals | null;
  try {
    totals = await follow(read, isOver, display, stop);
  } finally {
    stop.removeEventListener('abort', display.end);
    display.end();
  }
  if (totals !== null) screen.result(summary(totals));
}

/** @returns the totals in the end; null where it was stopped, or there is no such cycle */
async function follow(
  read: () => Promise<CycleTotals | null>,
  isOver: () => boolean,
  display: CycleDisplay,
  stop: AbortSignal,
): Promise<CycleTotals | null> {
  for (;;) {
    const over = isOver();
    const totals = await read();
    if (stop.aborted) return null;
    if (totals !== null) display.show(totals);
    if (over || totals?.finishedAt) return totals;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
  }
}

/** Such as `240 new articles from 12 sources (3 failing)`. */
function summary({ newArticles, sources, failed }: CycleTotals): string {
  return `${count(newArticles, 'new article')} from ${count(sources, 'source')} (${failed} failing)`;
}

/** Such as `1 source`, `12 sources`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Shows a cycle as it goes on. */
export interface CycleDisplay {
  show(totals: CycleTotals): void;
  /** takes the display away */
  end(): void;
}

/** A bar on stderr, which is to be a terminal. */
export function cycleBar(): CycleDisplay {
  const drawn = new SingleBar({
    format: 'fetching {bar} {value} of {total} sources, {newArticles} new articles',
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    show: ({ sources, done, newArticles }) => {
      if (started) drawn.update(done, { newArticles });
      else drawn.start(sources, done, { newArticles });
      started = true;
    },
    end: () => drawn.stop(),
  };
}

function lines(screen: Screen): CycleDisplay {
  let last = '';
  let lastAt = 0;
  return {
    show: ({ sources, done, newArticles }) => {
      const line = `fetched ${done} of ${count(sources, 'source')}, ${count(newArticles, 'new article')}`;
      if (line === last || Date.now() - lastAt < LINE_EVERY_MS) return;
      screen.progress(line);
      last = line;
      lastAt = Date.now();
    },
    end: () => undefined,
  };
}
