import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { messageOf } from './problem';

/** The layout of the folder that this program reads and writes. */
const VERSION = 1;

/** The start is refused; the message is one line for a person. */
export class StartError extends Error {
  override name = 'StartError';
}

const versionShape = z.object({ version: z.number() });

/**
 * Makes sure that a folder is ours to use, and makes it where it is missing. The folder of a newer program
 * is not touched.
 * @param folder absolute path
 * @throws StartError
 */
export function prepareDataFolder(folder: string): void {
  const file = path.join(folder, 'version.json');
  try {
    if (existsSync(file)) {
      checkVersion(folder, readFileSync(file, 'utf8'));
    } else {
      // It will hold secrets.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, `${JSON.stringify({ version: VERSION })}\n`);
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${folder} cannot be used for the data: ${messageOf(error)}`);
  }
}

function checkVersion(folder: string, text: string): void {
  let version: number;
  try {
    ({ version } = versionShape.parse(JSON.parse(text)));
  } catch {
    throw new StartError(
      `${path.join(folder, 'version.json')} is broken: it must be {"version":${VERSION}}.`,
    );
  }
  if (version > VERSION) {
    throw new StartError(
      `${folder} was written by a newer Newsreel (data version ${version}); update this one.`,
    );
  }
}
