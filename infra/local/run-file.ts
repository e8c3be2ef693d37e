import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { StartError } from './data-folder';
import { codeOf } from './problem';

/** What whoever is on this machine may know of a running Newsreel. */
export interface Run {
  url: string;
  adminToken: string;
  /** of the serving process */
  pid: number;
}

/** Where a running Newsreel says which process it is. */
export const RUN_PAGE = '/_local/run';

/** How long a busy process may take to say so. */
const PATIENCE_MS = 3_000;

const runShape = z.object({ url: z.string(), adminToken: z.string(), pid: z.number() });
const pageShape = z.object({ pid: z.number() });

const fileIn = (folder: string): string => path.join(folder, 'run.json');

/** Writes DIR/run.json, readable by its owner alone. */
export function writeRunFile(folder: string, run: Run): void {
  const written = `${fileIn(folder)}.${run.pid}`;
  writeFileSync(written, `${JSON.stringify(run)}\n`, { mode: 0o600 });
  renameSync(written, fileIn(folder));
}

/** Removes DIR/run.json. */
export function removeRunFile(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

/**
 * Makes sure that no other process runs on a folder. A run.json may be left from one that was killed, and
 * its process id may be somebody else's by now: so it counts only if that process says that it is the one.
 * (Whoever is about to start or to end is found out by the table, which one process alone can open.)
 * @throws StartError with the other's URL
 */
export async function refuseSecondRun(folder: string): Promise<void> {
  const run = readRun(folder);
  if (run === null || run.pid === process.pid || !isAlive(run.pid)) return;
  if ((await pidAt(run.url)) !== run.pid) return;
  throw new StartError(`Newsreel runs on ${folder} already, at ${run.url} (process ${run.pid}).`);
}

/** What DIR/run.json says, whether or not that process still runs; null where there is none to read. */
export function readRun(folder: string): Run | null {
  try {
    return runShape.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether there is a process with this id, whoever's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return codeOf(error) === 'EPERM';
  }
}

async function pidAt(url: string): Promise<number | null> {
  try {
    const response = await fetch(new URL(RUN_PAGE, url), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return pageShape.parse(await response.json()).pid;
  } catch {
    return null;
  }
}
