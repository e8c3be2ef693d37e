import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const KEPT = path.join(ROOT, 'node_modules', '.cache', 'newsreel-tests');

/** All that a template can come from, and how it is made: more than is needed, so that nothing is missing. */
const INPUTS = ['infra', 'functions', 'test/infra/synthesis.ts', 'package-lock.json', 'cdk.json'];

let keptDigest: string | undefined;

type Template = Record<string, unknown>;

/**
 * The template that is kept of the same sources and the same settings: to make one takes seconds, and a dozen test
 * files want some of the same few.
 * @param settings what it is made with, as JSON
 * @param make makes it where there is none yet
 */
export function keptTemplate(settings: string, make: () => Template): Template {
  const kept = readTemplate(settings);
  if (kept !== null) return kept;
  const template = make();
  keepTemplate(settings, template);
  return template;
}

function readTemplate(settings: string): Template | null {
  try {
    return JSON.parse(readFileSync(fileOf(settings), 'utf8')) as Template;
  } catch {
    return null;
  }
}

/** Keeps a template for the test files after this one, and none of other sources. */
function keepTemplate(settings: string, template: Template): void {
  const file = fileOf(settings);
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  // Under another name first: another test file may read at the same moment.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, JSON.stringify(template));
  renameSync(written, file);
  for (const other of readdirSync(KEPT)) {
    if (other !== path.basename(folder)) rmSync(path.join(KEPT, other), { recursive: true, force: true });
  }
}

function fileOf(settings: string): string {
  keptDigest ??= digestOfInputs();
  return path.join(KEPT, keptDigest, `${createHash('sha256').update(settings).digest('hex')}.json`);
}

function digestOfInputs(): string {
  const hash = createHash('sha256');
  for (const input of INPUTS) update(hash, input);
  return hash.digest('hex').slice(0, 32);
}

function update(hash: Hash, name: string): void {
  const entries = readEntries(name);
  if (entries !== null) {
    for (const entry of entries) update(hash, path.join(name, entry));
    return;
  }
  const content = readFileSync(path.join(ROOT, name));
  hash.update(`${name}\0${content.length}\0`).update(content);
}

/** @returns null of a file */
function readEntries(name: string): string[] | null {
  try {
    return readdirSync(path.join(ROOT, name)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null;
    throw error;
  }
}
