import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The scripts that pages have, as they lie in `browser/`, here and in the bundles. */
export const SCRIPTS = ['reading', 'offline', 'account', 'admin'] as const;
export type ScriptName = (typeof SCRIPTS)[number];

/** What a browser runs: the file as it is, and a name for just this state of it, to be kept for ever. */
export interface Script {
  text: string;
  /** such as `reading.1f3a9c0b.js` */
  file: string;
}

const read = new Map<ScriptName, Script>();

/** The script of a name. */
export function scriptOf(name: ScriptName): Script {
  const known = read.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(__dirname, 'browser', `${name}.js`), 'utf8');
  const script = { text, file: `${name}.${hash('sha256', text, 'hex').slice(0, 8)}.js` };
  read.set(name, script);
  return script;
}
