import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolders } from '../infra/local/temporary-folder';

const ROOT = path.resolve(__dirname, '../..');
const temporaryFolder = temporaryFolders();

/** A project of two files, which exports what they say. */
function project(): string {
  const root = temporaryFolder();
  mkdirSync(path.join(root, 'cli'));
  mkdirSync(path.join(root, 'node_modules'));
  symlinkSync(path.join(ROOT, 'node_modules', 'esbuild'), path.join(root, 'node_modules', 'esbuild'));
  writeFileSync(path.join(root, 'cli', 'main.ts'), "export { said } from './said';\n");
  say(root, 'one');
  return root;
}

const say = (root: string, text: string) =>
  writeFileSync(path.join(root, 'cli', 'said.ts'), `export const said: string = '${text}';\n`);

const cacheOf = (root: string) => path.join(root, 'node_modules', '.cache', 'newsreel');

function load(root: string, more = ''): string {
  const bundle = pathToFileURL(path.join(ROOT, 'cli', 'bundle.mjs')).href;
  const script = `${more} const { loadCommand } = await import('${bundle}');
    const loaded = await Promise.all([loadCommand('${root}'), loadCommand('${root}')]);
    console.log(loaded.map(({ said }) => said).join());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

it('keeps the bundle until something changes', () => {
  const root = project();
  expect(load(root)).toBe('one,one\n');
  const kept = readdirSync(cacheOf(root));
  expect(kept).toHaveLength(2);
  expect(load(root)).toBe('one,one\n');
  expect(readdirSync(cacheOf(root))).toEqual(kept);
  say(root, 'two');
  expect(load(root)).toBe('two,two\n');
  say(root, 'one');
  expect(load(root)).toBe('one,one\n');
  // Of another Node, it is another.
  const before = readdirSync(cacheOf(root)).length;
  expect(load(root, "Object.defineProperty(process, 'version', { value: 'v99.0.0' });")).toBe('one,one\n');
  expect(readdirSync(cacheOf(root)).length).toBe(before + 2);
});

it('works where nothing can be kept, or what is kept is broken', () => {
  const root = project();
  writeFileSync(path.join(root, 'node_modules', '.cache'), 'in the way');
  expect(load(root)).toBe('one,one\n');
  rmSync(path.join(root, 'node_modules', '.cache'));
  expect(load(root)).toBe('one,one\n');
  for (const file of readdirSync(cacheOf(root))) {
    if (file.endsWith('.json')) writeFileSync(path.join(cacheOf(root), file), '["cli/gone.ts"]');
  }
  expect(load(root)).toBe('one,one\n');
});
