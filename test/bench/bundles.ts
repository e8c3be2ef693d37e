import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle, copyScripts } from '../../infra/bundle';
import { percentile, printTable } from './report';

const FUNCTIONS = path.resolve(__dirname, '../../functions');
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
    const names = readdirSync(FUNCTIONS).filter((name) => existsSync(entryOf(name)));
    copyScripts(path.join(folder, 'browser'));
    const rows = [];
    for (const name of names) {
      const file = path.join(folder, `${name}.js`);
      bundle(`functions/${name}/handler.ts`, file);
      const loads = Array.from({ length: LOADS }, () => loadCpu(file));
      rows.push([name, statSync(file).size / 1024, percentile(loads, 0.5)]);
    }
    printTable('Bundles', ['function', 'KB', 'CPU to load, ms'], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const entryOf = (name: string): string => path.join(FUNCTIONS, name, 'handler.ts');

/** In a fresh process, in ms. */
const loadCpu = (bundle: string): number =>
  Number(execFileSync(process.execPath, ['-e', LOAD, bundle], { encoding: 'utf8' }));
