import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { peakMegabytes } from './process-usage';

/** A process that reads feeds in one way. */
export interface Reader {
  name: string;
  isSlow: boolean;
  /** @returns the ms that reading some files took */
  read(files: string[]): Promise<number>;
  /** MB, with what the runtime and the feeds themselves take */
  peak(): number;
  stop(): void;
}

/** Newsreel, or feedsmith alone. */
export function startNodeReader(name: 'newsreel' | 'feedsmith'): Reader {
  const child = fork(path.join(__dirname, 'reader-process.ts'), [name]);
  return {
    name,
    isSlow: false,
    read: async (files) => {
      child.send(files);
      const [ms] = (await once(child, 'message')) as [number];
      return ms;
    },
    peak: () => peakOf(child),
    stop: () => child.disconnect(),
  };
}

/** Python's feedparser; null where it is not installed. */
export async function startFeedparser(): Promise<Reader | null> {
  const child = spawn('python3', [path.join(__dirname, 'feedparser_reader.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const failed = once(child, 'error').then(() => '');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => (await lines.next()).value ?? '';
  if ((await Promise.race([nextLine(), failed])) !== 'ready') return null;
  return {
    name: 'feedparser',
    isSlow: true,
    read: async (files) => {
      child.stdin.write(`${JSON.stringify(files)}\n`);
      return Number(await nextLine());
    },
    peak: () => peakOf(child),
    stop: () => child.stdin.end(),
  };
}

function peakOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('The reader has not started');
  return peakMegabytes(pid);
}
