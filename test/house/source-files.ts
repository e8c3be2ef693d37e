import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

/** What Biome leaves of an import or of passing something on: `from '…'` at the end of its statement. */
const FROM = /^(?:import|export)\b[^;]*?\bfrom '([^']+)';/gm;

/** All TypeScript files below a folder, from the root of the project. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));

/** The files of the project that a file names, types too, from the root of the project. */
export function importsOf(file: string): string[] {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  return [...source.matchAll(FROM)]
    .map(([, name = '']) => name)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.join(path.dirname(file), name));
}
