import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const LAUNCHER = path.join(ROOT, 'cli', 'news.mjs');

/** What surely no process runs on, and nobody keeps sign-ins in. */
const NOWHERE = path.join(ROOT, 'no-such-folder');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface NewsOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** what comes by stdin */
  input?: string;
  /** whether more may come */
  staysOpen?: boolean;
}

/** Starts the `news` command as a shell does. */
export function startNews(
  args: string[],
  { env = {}, cwd = ROOT, input, staysOpen = false }: NewsOptions = {},
) {
  const { PATH = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd,
    env: { PATH, NEWSREEL_DATA: NOWHERE, XDG_CONFIG_HOME: NOWHERE, APPDATA: NOWHERE, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  if (staysOpen) child.stdin?.write(input ?? '');
  else child.stdin?.end(input);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
      output[stream] += chunk;
    });
  }
  const ended: Promise<Ended> = once(child, 'close').then(([code]) => ({ code, ...output }));
  return { child, ended };
}

/** Runs the `news` command to its end. */
export const news = (args: string[], options?: NewsOptions): Promise<Ended> => startNews(args, options).ended;

/** What a command prints that does what it was asked for. */
export async function newsOutput(args: string[], options?: NewsOptions): Promise<string> {
  const { code, stdout, stderr } = await news(args, options);
  if (code !== 0) throw new Error(`news ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}
