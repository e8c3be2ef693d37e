import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing, requireNode } from '../infra/install.mjs';

/** `npm test [-- what to give to jest]`: installs what is missing, then checks and tests; ends at the first failure. */

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

const forJest = process.argv.slice(2);

/** Where tests write down what functions call, for the last step to judge. */
const calls = mkdtempSync(path.join(tmpdir(), 'newsreel-calls-'));
process.once('exit', () => rmSync(calls, { recursive: true, force: true }));

const STEPS = [
  { name: 'format and lint', script: 'node_modules/@biomejs/biome/bin/biome', args: ['check', '.'] },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', args: [] },
  {
    name: 'types of what browsers run',
    script: 'node_modules/typescript/bin/tsc',
    args: ['-p', 'functions/pages/browser'],
  },
  // Two more than there are cores: tests of crashes and of slow servers wait most of the time.
  {
    name: 'tests',
    script: 'node_modules/jest/bin/jest.js',
    args: [`--maxWorkers=${availableParallelism() + 2}`, ...forJest],
    env: { NEWSREEL_CALLS: calls },
  },
  {
    name: 'privileges',
    node: ['--import', 'tsx'],
    script: 'test/privileges/main.ts',
    args: [calls, ...(forJest.length === 0 ? [] : ['--some'])],
  },
];

requireNode();
try {
  installMissing(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
for (const { name, node = [], script, args, env = {} } of STEPS) {
  console.error(`> ${name}`);
  const { status } = spawnSync(process.execPath, [...node, path.join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
