import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyScripts } from '../../infra/bundle';
import { bundleFunctions, functionNames } from '../../infra/bundling/bundle';
import { percentile, printTable } from './report';

const LOADS = 7;

const LOAD = `
const before = process.cpuUsage();
require(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
`;

/** Measures each function's bundle, made as the stack has it made: its size, and the CPU to load it. */
export async function benchBundles(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bench-'));
  try {
    await bundleFunctions(folder);
    const files = functionNames().map((name) => ({ name, file: path.join(folder, name, 'index.js') }));
    for (const { file } of files) copyScripts(path.join(path.dirname(file), 'browser'));
    // In turns, so that whatever else the machine does meets all alike.
    const turns = Array.from({ length: LOADS }, () => files.map(({ file }) => loadCpu(file)));
    const rows = files.map(({ name, file }, at) => {
      const loads = turns.map((turn) => turn[at] ?? Number.NaN);
      return [name, statSync(file).size / 1024, percentile(loads, 0.5)];
    });
    printTable('Bundles', ['function', 'KB', 'CPU to load, ms'], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a fresh process, in ms. */
const loadCpu = (bundle: string): number =>
  Number(execFileSync(process.execPath, ['-e', LOAD, bundle], { encoding: 'utf8' }));
