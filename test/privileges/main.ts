import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { synthesize } from '../infra/synthesized';
import type { Call } from './call';
import { judge } from './judge';
import { report } from './report';
import { rolesOf } from './roles';

/**
 * `main.ts FOLDER [--some]`: judges the calls in a folder by the stack with all that can be set up. `--some`: not
 * every test ran, so that nothing can be said of grants that were not used.
 */
const [folder = '', ...options] = process.argv.slice(2);

const calls = readdirSync(folder)
  .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  .flatMap((text) => text.trimEnd().split('\n'))
  .map((line): Call => JSON.parse(line));

const { text, isClean } = report(judge(rolesOf(synthesize()), calls), !options.includes('--some'));
console.error(text);
process.exitCode = isClean ? 0 : 1;
