import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** How long a child may take to write down what it has and end. */
const CLOSE_MS = 5_000;

/** A child process that ends with this one. */
export interface Child {
  pid: number;
  /** the first thing that it told; `{ error }` where it ended before */
  told: Promise<unknown>;
  /** calls a listener with whatever it tells from now on */
  onTold(listener: (message: unknown) => void): void;
  /** resolves when it ended, whether asked to or not */
  ended: Promise<void>;
  /** ends it; resolves when it is gone */
  close(): Promise<void>;
}

/**
 * Starts one of the plain programs of this folder.
 * @param program its file's name
 * @param execArgv options of Node's
 */
export function startChild(program: string, args: string[], execArgv: string[]): Child {
  const child = fork(path.join(__dirname, program), args, {
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  return {
    pid: child.pid ?? 0,
    told: firstMessage(child),
    onTold: (listener) => void child.on('message', listener),
    ended,
    close: async () => {
      if (child.connected) child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}

const firstMessage = (child: ChildProcess): Promise<unknown> =>
  Promise.race([
    once(child, 'message').then(([message]) => message),
    once(child, 'exit').then(() => ({ error: 'its process ended at once' })),
  ]);
