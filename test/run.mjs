import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing, requireNode } from '../infra/install.mjs';

/** `npm test [-- what to give to jest]`: installs what is missing, then checks and tests; ends at the first failure. */

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

const STEPS = [
  { name: 'format and lint', script: '@biomejs/biome/bin/biome', args: ['check', '.'] },
  { name: 'types', script: 'typescript/bin/tsc', args: [] },
  {
    name: 'types of what browsers run',
    script: 'typescript/bin/tsc',
    args: ['-p', 'functions/pages/browser'],
  },
  // One more than there are cores: tests of crashes and of slow servers wait most of the time.
  {
    name: 'tests',
    script: 'jest/bin/jest.js',
    args: [`--maxWorkers=${availableParallelism() + 1}`, ...process.argv.slice(2)],
  },
];

requireNode();
try {
  installMissing(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
for (const { name, script, args } of STEPS) {
  console.error(`> ${name}`);
  const file = path.join(root, 'node_modules', script);
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
