import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Run } from '../../infra/local/run-file';
import { scripts } from '../../package.json';
import { childOf } from './process-usage';

const ROOT = path.resolve(__dirname, '../..');

/** What `npm start` gives to node: flags and file. */
const START = scripts.start.split(' ').slice(1);

/** The real local run in processes of its own, asked as its users ask it. */
export interface LocalRun {
  url: string;
  /** of the process with the handlers */
  servingPid: number;
  /** of the process with the table */
  tablePid: number;
  /** @param route such as `GET /articles` @returns the parsed JSON @throws where it is no success */
  call<T>(route: string): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a local run of one's own that fetches only when asked. */
export async function startLocalRun(sources: { id: string; url: string }[]): Promise<LocalRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  const run = await serveFolder(path.join(folder, 'data'), sources);
  return {
    ...run,
    stop: async () => {
      await run.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a local run on a data folder, which may have something in it; it fetches only when asked. */
export async function serveFolder(data: string, sources: { id: string; url: string }[]): Promise<LocalRun> {
  mkdirSync(data, { recursive: true });
  const sourcesFile = path.join(data, 'bench-sources.json');
  writeFileSync(sourcesFile, JSON.stringify(sources));
  const options = ['--port', '0', '--data', data, '--sources', sourcesFile, '--every', '0'];
  const child = spawn(process.execPath, [...START, ...options, '--allow-network', '127.0.0.0/8'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout);
  await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('The local run did not start'))),
  ]);
  const { url, adminToken, pid } = JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8')) as Run;
  return {
    url,
    servingPid: pid,
    tablePid: childOf(pid, 'table-process'),
    call: async <T>(route: string) => {
      const [method = '', target = ''] = route.split(' ');
      const headers = { authorization: `Bearer ${adminToken}` };
      const response = await fetch(new URL(target, url), { method, headers });
      if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
