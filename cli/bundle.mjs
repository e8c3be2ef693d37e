import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import path from 'node:path';

/** The command, below the project's root. */
const ENTRY = 'cli/main.ts';

/** Changes where a bundle is made in another way than before. */
const RECIPE = 1;

/**
 * The exports of cli/main.ts. To translate TypeScript at each start would take longer than most commands do, so
 * a bundle is kept in node_modules/.cache until something that it was made of changes. Where nothing can be
 * kept there, it is made each time.
 * @param root absolute path of the project
 */
export async function loadCommand(root) {
  const cache = path.join(root, 'node_modules', '.cache', 'newsreel');
  const code = readKept(root, cache) ?? (await makeAndKeep(root, cache));
  return run(code, path.join(cache, 'news.cjs'));
}

/** The bundle, or null where there is none that is made of what is there now. */
function readKept(root, cache) {
  try {
    const inputs = JSON.parse(readFileSync(inputsFile(root, cache), 'utf8'));
    return readFileSync(bundleFile(root, cache, inputs), 'utf8');
  } catch {
    return null;
  }
}

async function makeAndKeep(root, cache) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // It finds its own files beside itself.
    external: ['open'],
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs).sort();
  const [{ text }] = outputFiles;
  try {
    mkdirSync(cache, { recursive: true });
    writeWhole(bundleFile(root, cache, inputs), text);
    writeWhole(inputsFile(root, cache), JSON.stringify(inputs));
  } catch {
    // A cache that can't be written only costs time.
  }
  return text;
}

/** Names of what a bundle is made of. Two Nodes may share a folder. */
const inputsFile = (root, cache) => path.join(cache, `news-${digest(makers(root)).slice(0, 16)}.json`);

/** A bundle is named after the content of all that it is made of, and of what made it. */
function bundleFile(root, cache, inputs) {
  const parts = inputs.flatMap((input) => [input, readFileSync(path.join(root, input))]);
  return path.join(cache, `news-${digest([...makers(root), ...parts])}.cjs`);
}

function makers(root) {
  const esbuild = readFileSync(path.join(root, 'node_modules', 'esbuild', 'package.json'), 'utf8');
  return [String(RECIPE), process.version, JSON.parse(esbuild).version];
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\0`).update(part);
  return hash.digest('hex').slice(0, 32);
}

/** Another command may be reading or writing the same file. */
function writeWhole(file, content) {
  const written = `${file}.${process.pid}`;
  writeFileSync(written, content);
  renameSync(written, file);
}

/**
 * Runs a CommonJS module that may lie nowhere. Node has no public way to: `vm` refuses dynamic imports. This one is
 * what `pirates`, and so much of what compiles as it loads, is built on.
 * @param file where it would lie: what it imports is looked for from there
 */
function run(code, file) {
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(path.dirname(file));
  module._compile(code, file);
  return module.exports;
}
