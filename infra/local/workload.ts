import type { Queue } from './queues';

/**
 * What is going on in the local run: the queues that functions work off, and invocations that may send to
 * them. It tells whoever gathers messages whether more may come, and whoever waits when all is done.
 */
export class Workload {
  private readonly queues: Queue[] = [];
  private invocations = 0;
  private readonly listeners = new Set<() => void>();

  /** Counts a queue in. */
  watch(queue: Queue): void {
    this.queues.push(queue);
  }

  /** Does a piece of work that may send messages. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.invocations++;
    try {
      return await work();
    } finally {
      this.invocations--;
      this.changed();
    }
  }

  /** Whether anything but this queue's own messages is being worked on or about to be. */
  isInSight(queue: Queue): boolean {
    return this.invocations > 0 || this.queues.some((other) => other !== queue && other.isAtWork);
  }

  /** Whether nothing is left to do, not even another try. */
  get isIdle(): boolean {
    return this.invocations === 0 && this.queues.every((queue) => queue.isEmpty);
  }

  /** Calls a listener at every change. @returns what ends that */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** To be called whenever a queue changed. */
  changed = (): void => {
    for (const listener of this.listeners) listener();
  };
}
